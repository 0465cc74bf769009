import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openSealer } from "../../../adapters/sealing/open.ts";
import { sealingContract } from "../../contract-suites/sealing.ts";
import fc from "../../support/properties.ts";

const home = mkdtempSync(join(tmpdir(), "cap-sealing-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const open = (name: string) => openSealer(`file:${name}`, { baseDir: home });
const context = { environment: "local" };

sealingContract("key file", {
  open: () => open("keys/one"),
  async other() {
    const other = await open("keys/other");
    await other.seal(new Uint8Array(), context);
    return other;
  },
});

test("whatever is sealed comes back, and any byte of it that changes is found", async () => {
  const sealer = await open("keys/any");
  const names = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
    .filter((s) => !s.startsWith("aws-crypto-"));
  const contexts = fc.dictionary(names, fc.string({ unit: "grapheme", maxLength: 20 }), { maxKeys: 4 });
  const changes = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 }));
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 5_000 }), contexts, changes, async (plain, of, [where, flip]) => {
      const sealed = await sealer.seal(plain, of);
      expect(Buffer.from(await sealer.open(sealed, of)).equals(plain)).toBe(true);
      const at = where % sealed.length;
      sealed[at] = (sealed[at] ?? 0) ^ flip;
      await expect(sealer.open(sealed, of)).rejects.toMatchObject({ name: "SealingError", retry: "never" });
    }),
    { numRuns: 200 },
  );
});

test("the key is 32 bytes that only its owner can read, and nothing is left beside it", async () => {
  const sealer = await open("fresh/key");
  await sealer.seal(new Uint8Array(), context);
  expect(readdirSync(join(home, "fresh"))).toEqual(["key"]);
  expect(readFileSync(join(home, "fresh/key"))).toHaveLength(32);
  expect(statSync(join(home, "fresh/key")).mode & 0o777).toBe(0o600);
});

test("of many who make the key at once all get the same", async () => {
  const sealers = await Promise.all(Array.from({ length: 20 }, () => open("race/key")));
  const sealed = await Promise.all(sealers.map((sealer) => sealer.seal(Buffer.from("x"), context)));
  const opened = await Promise.all(sealed.map((bytes) => sealers[0]?.open(bytes, context)));
  expect(opened).toEqual(sealed.map(() => new Uint8Array([120])));
  expect(readdirSync(join(home, "race"))).toEqual(["key"]);
});

test("opening makes no key: there is none that could fit", async () => {
  const sealed = await (await open("keys/one")).seal(new Uint8Array(), context);
  const absent = await open("absent/key");
  await expect(absent.open(sealed, context)).rejects.toMatchObject({ name: "SealingError", code: "wrong-key" });
  expect(readdirSync(home)).not.toContain("absent");
});

test("a key that others can read is refused, and one of the wrong size; the message says what to do", async () => {
  const sealer = await open("loose");
  await sealer.seal(new Uint8Array(), context);
  chmodSync(join(home, "loose"), 0o644);
  await expect(sealer.seal(new Uint8Array(), context)).rejects.toMatchObject({
    code: "CAP_SEALING_KEY",
    nextSteps: [`chmod 600 ${join(home, "loose")}`, expect.anything()],
  });
  writeFileSync(join(home, "short"), "short", { mode: 0o600 });
  await expect((await open("short")).seal(new Uint8Array(), context)).rejects.toMatchObject({
    code: "CAP_SEALING_KEY",
  });
});

test("a key that cannot be read or made is not available, and says why", async () => {
  mkdirSync(join(home, "folder"), { mode: 0o700 });
  await expect((await open("folder")).seal(new Uint8Array(), context)).rejects.toMatchObject({
    name: "SealingError",
    code: "unavailable",
    message: expect.stringContaining("folder"),
  });
});

test.each(["kms:", "kms:cap-states", "vault:x", ""])("refuses the URL %j", async (url) => {
  await expect(openSealer(url)).rejects.toMatchObject({ code: "CAP_SEALING_URL" });
});
