import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, test } from "vitest";
import { openSealer } from "../../../adapters/sealing/open.ts";
import { type Sealer, SealingError } from "../../../adapters/sealing/port.ts";
import { identified, sha256 } from "../../../ops/apply/bundle.ts";
import { type Bundle, type BundleSource, openBundle, readBundle, writeBundle } from "../../../ops/apply/bundle-file.ts";
import { plannedState, summaryOf } from "./given.ts";

const home = mkdtempSync(join(tmpdir(), "cap-bundle-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const from = (path: string) => ({ path, remake: "cap plan --env dev --emulated --out FILE" });
const ours = () => openSealer(`file:${join(home, "ours.key")}`);
let made = 0;

/** Reads a bundle and opens it. */
const opened = async (where: BundleSource, sealerOf: () => Promise<Sealer>): Promise<Bundle> =>
  openBundle(where, await readBundle(where), sealerOf);

const bundleOf = (plan: string): Bundle => ({
  summary: summaryOf({ states: [plannedState("durable", { sha256: sha256(plan) })] }),
  plans: new Map([["durable", Buffer.from(plan)]]),
});
/** Writes a bundle into a new file. */
async function written(plan = "a plan with hunter2", sealer?: Sealer): Promise<string> {
  const path = join(home, `${made++}.capplan`);
  await writeBundle(path, bundleOf(plan), sealer ?? (await ours()));
  return path;
}
type Parts = { format: string; summary: ReturnType<typeof summaryOf>; sealed: string };
/** Writes the file again with other parts. */
const rewrite = (path: string, change: (parts: Parts) => Partial<Parts>): void => {
  const parts = JSON.parse(readFileSync(path, "utf8")) as Parts;
  writeFileSync(path, JSON.stringify({ ...parts, ...change(parts) }));
};
const refusal = (why: RegExp) => ({ code: "CAP_BUNDLE", exit: 4, message: expect.stringMatching(why) });

describe("a bundle in a file", () => {
  it("comes back as it was made, and its summary can be read without a key", async () => {
    const path = await written();
    const { summary, plans } = await opened(from(path), ours);
    expect(summary).toEqual(bundleOf("a plan with hunter2").summary);
    expect(Buffer.from(plans.get("durable") ?? []).toString()).toBe("a plan with hunter2");
    expect((await readBundle(from(path))).summary).toEqual(summary);
  });

  it("shows nothing of its plans, is its owner's alone, and leaves nothing beside it", async () => {
    const path = await written();
    const text = readFileSync(path, "utf8");
    for (const secret of ["hunter2", Buffer.from("a plan with hunter2").toString("base64")])
      expect(text).not.toContain(secret);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(home).filter((name) => !/\.(capplan|key)$/.test(name))).toEqual([]);
  });

  it("without a plan opens as well", async () => {
    const path = join(home, "none.capplan");
    await writeBundle(path, { summary: summaryOf({ states: [] }), plans: new Map() }, await ours());
    expect((await opened(from(path), ours)).plans.size).toBe(0);
  });
});

test("a file that is no bundle is refused, and what makes one has another name: the next command would write over it", async () => {
  const elsewhere = "cap plan --env dev --emulated --out dev.capplan";
  const next = async (path: string) => {
    const error = await readBundle({ ...from(path), elsewhere }).catch((e: unknown) => e);
    expect(error).toMatchObject(refusal(/nothing was changed/));
    return (error as { nextSteps: string[] }).nextSteps.at(-1);
  };
  const page = join(home, "README.md");
  writeFileSync(page, "# A page");
  expect(await next(page)).toBe(elsewhere);
  expect(await next(home)).toBe(elsewhere);
  const cut = await written();
  writeFileSync(cut, readFileSync(cut, "utf8").slice(0, 90));
  for (const path of [cut, join(home, "none")]) expect(await next(path)).toBe(from(path).remake);
});

describe("refused, with a plain reason and exit 4:", () => {
  const refused = async (path: string, why: RegExp, sealer = ours) =>
    expect(await opened(from(path), sealer).catch((e: unknown) => e)).toMatchObject({
      ...refusal(why),
      nextSteps: ["make a new one:", from(path).remake],
    });

  it("a changed summary", async () => {
    const path = await written();
    rewrite(path, ({ summary }) => ({ summary: { ...summary, environment: "prod" } }));
    await refused(path, /its summary is not the one that it was made with; nothing was changed/);
  });

  it("a changed summary whose id was made to fit", async () => {
    const path = await written();
    rewrite(path, ({ summary }) => ({ summary: identified({ ...summary, expires: "2036-01-01T00:00:00.000Z" }) }));
    await refused(path, /nothing was changed/);
  });

  it("changed sealed bytes, wherever", async () => {
    for (const where of [0, 0.3, 0.6, 0.99]) {
      const path = await written();
      rewrite(path, ({ sealed }) => {
        const bytes = Buffer.from(sealed, "base64");
        const at = Math.floor(bytes.length * where);
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        return { sealed: bytes.toString("base64") };
      });
      await refused(path, /it was changed after it was made; nothing was changed|no plan bundle|key/);
    }
  });

  it("parts of two bundles, though both are ours", async () => {
    const [one, other] = [await written("one"), await written("other")];
    const { sealed } = JSON.parse(readFileSync(other, "utf8")) as Parts;
    rewrite(one, () => ({ sealed }));
    await refused(one, /nothing was changed/);
  });

  it("a bundle under another key", async () => {
    const path = await written();
    const theirs = await openSealer(`file:${join(home, "theirs.key")}`);
    await theirs.seal(new Uint8Array(), {});
    await refused(path, /key/, async () => theirs);
  });

  it("a saved plan that is not the one in the summary, though whoever sealed it had the key", async () => {
    const path = join(home, "swapped.capplan");
    await writeBundle(
      path,
      { ...bundleOf("shown"), plans: new Map([["durable", Buffer.from("other")]]) },
      await ours(),
    );
    await refused(path, /the saved plan of durable is not the one that was shown/);
    await writeBundle(path, { ...bundleOf("shown"), plans: new Map() }, await ours());
    await refused(path, /the saved plan of durable is not the one that was shown/);
  });

  it("a file that was cut off, wherever", async () => {
    const text = readFileSync(await written(), "utf8");
    for (const length of [0, 1, Math.floor(text.length / 2), text.length - 2]) {
      const path = join(home, "cut.capplan");
      writeFileSync(path, text.slice(0, length));
      await refused(path, /it is no plan bundle, or a part of one/);
    }
  });

  it.each([
    ["no file", "none-such", /none-such is not applied: there is no such file; nothing was changed/],
    ["a folder", ".", /EISDIR/],
  ])("%s", (_, name, why) => refused(join(home, name), why));

  it("JSON of another kind, or of another format", async () => {
    const path = await written();
    rewrite(path, () => ({ format: "cap-plan-2" }));
    await refused(path, /it is no plan bundle/);
    writeFileSync(path, "[1]");
    await refused(path, /it is no plan bundle/);
  });
});

describe("behind an address", () => {
  const stored = (id: string, text: string) => ({ ...from("s3://b/k"), stored: { id, read: async () => text } });

  it("a bundle is opened as from a file, where it is the one that the address names", async () => {
    const text = readFileSync(await written("a plan"), "utf8");
    const { id } = bundleOf("a plan").summary;
    expect((await opened(stored(id, text), ours)).summary.id).toBe(id);
    const other = stored("plan-000000000000", text);
    await expect(readBundle(other)).rejects.toMatchObject({
      ...refusal(new RegExp(`^s3://b/k is not applied: it is ${id}, and its address names another; nothing was`)),
      nextSteps: ["make a new one:", other.remake],
    });
  });

  it("what is no bundle is refused, and a new one gets an address too: no file is looked at", async () => {
    // As a file this would have been one that holds something else.
    const place = { path: home, elsewhere: "cap plan --env dev --out dev.capplan" };
    await expect(readBundle({ ...stored("plan-000000000000", "{}"), ...place })).rejects.toMatchObject({
      ...refusal(/it is no plan bundle/),
      nextSteps: ["make a new one:", from("").remake],
    });
  });
});

test.each([
  ["unavailable", 1, /run the same command again/],
  ["denied", 4, /somebody who may use the key/],
] as const)("a key that is %s says nothing against the bundle", async (code, exit, next) => {
  const path = await written();
  const fault = new SealingError(code, "the key did not answer", "now");
  const sealer: Sealer = { seal: () => Promise.reject(fault), open: () => Promise.reject(fault) };
  const error = await opened(from(path), async () => sealer).catch((e: unknown) => e);
  const nextSteps = [expect.stringMatching(next)];
  expect(error).toMatchObject({
    code: "CAP_BUNDLE",
    exit,
    nextSteps,
    message: expect.stringContaining("did not answer"),
  });
});
