import { describe, expect, it } from "vitest";
import type { Sealer } from "../../adapters/sealing/port.ts";

/** Sealers opened for the suite. */
export interface SealingHarness {
  /** A new sealer, always with the same key. */
  readonly open: () => Promise<Sealer>;
  /** One with another key. */
  readonly other: () => Promise<Sealer>;
  /** Every how manieth byte is changed, where that takes long. @default - 1: each. */
  readonly every?: number;
}

const text = new TextEncoder();
const context = { environment: "dev", purpose: "plan" };

/** What every sealer must do. */
export function sealingContract(name: string, harness: SealingHarness): void {
  describe(`sealing: ${name}`, () => {
    const sealed = async (plain: string) => (await harness.open()).seal(text.encode(plain), context);

    it.each([
      ["nothing", new Uint8Array()],
      ["a line", text.encode("a plan with a pässword")],
      ["more than a frame", new Uint8Array(300_000).map((_, i) => i * 7)],
    ])("gives back %s, byte for byte, to another sealer of the same key", async (_what, plain) => {
      const bytes = await (await harness.open()).seal(plain, context);
      expect(await (await harness.open()).open(bytes, context)).toEqual(plain);
    });

    it("shows nothing of the content, and never the same bytes twice", async () => {
      const secret = "hunter2-hunter2-hunter2";
      const [one, two] = [await sealed(secret), await sealed(secret)];
      expect(Buffer.from(one).includes(secret)).toBe(false);
      expect(Buffer.from(one).equals(two)).toBe(false);
    });

    it.each([
      ["another value", { ...context, environment: "prod" }],
      ["a name less", { environment: "dev" }],
      ["a name more", { ...context, stack: "runtime" }],
      ["none", {}],
    ])("does not open for a context with %s", async (_what, wrong) => {
      const bytes = await sealed("content");
      const refused = { name: "SealingError", code: "tampered", retry: "never" };
      await expect((await harness.open()).open(bytes, wrong)).rejects.toMatchObject(refused);
    });

    it("does not open with another key", async () => {
      const bytes = await sealed("content");
      const refused = { name: "SealingError", code: "wrong-key", retry: "never" };
      await expect((await harness.other()).open(bytes, context)).rejects.toMatchObject(refused);
    });

    it("finds a changed byte, wherever it is", async () => {
      const [bytes, sealer] = [await sealed("content"), await harness.open()];
      for (let at = 0; at < bytes.length; at += harness.every ?? 1) {
        const changed = Uint8Array.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
        const found = { name: "SealingError", code: expect.stringMatching(/^(tampered|wrong-key)$/), retry: "never" };
        await expect(sealer.open(changed, context), `byte ${at}`).rejects.toMatchObject(found);
      }
    });

    it("finds bytes that are missing at the end, however many, and bytes too many", async () => {
      const [bytes, sealer] = [await sealed("content"), await harness.open()];
      const found = { name: "SealingError", code: "tampered", retry: "never" };
      for (let length = 0; length < bytes.length; length += 7)
        await expect(sealer.open(bytes.slice(0, length), context), `${length} bytes`).rejects.toMatchObject(found);
      await expect(sealer.open(Buffer.concat([bytes, bytes]), context)).rejects.toMatchObject(found);
      await expect(sealer.open(text.encode("no sealed bytes at all"), context)).rejects.toMatchObject(found);
    });
  });
}
