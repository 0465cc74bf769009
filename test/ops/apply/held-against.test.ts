import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, test } from "vitest";
import { openSealer } from "../../../adapters/sealing/open.ts";
import { dev } from "../../../environments/dev.ts";
import { staging } from "../../../environments/staging.ts";
import { addressOf } from "../../../ops/apply/bundle-address.ts";
import { writeBundle } from "../../../ops/apply/bundle-file.ts";
import { assertFits, readMeantFor, reasonsAgainst, type World } from "../../../ops/apply/held-against.ts";
import type { StateHead } from "../../../ops/terraform/head.ts";
import { plannedState, summaryOf } from "./given.ts";

const head = (lineage: string, serial: number): StateHead => ({
  lineage,
  serial,
  outputs: new Map(),
  resources: 1,
  tainted: [],
});
const bundle = summaryOf({
  states: [
    plannedState("durable", { lineage: "l", serial: 3 }),
    plannedState("fresh"),
    { kind: "unknown", state: "runtime", until: ["durable"] },
  ],
});
const { id: _, at: __, expires: ___, by: ____, states: _____, ...origin } = bundle;
const world: World = {
  ...origin,
  now: new Date("2026-03-01T12:00:00.000Z"),
  heads: new Map([
    ["durable", head("l", 3)],
    ["fresh", undefined],
    ["runtime", head("r", 9)],
  ]),
  done: new Map(),
  states: ["durable", "fresh", "runtime"],
};
const found = (more: Partial<World>) => reasonsAgainst(bundle, { ...world, ...more });

test("a bundle fits the world that it was made for", () => {
  expect(found({})).toEqual([]);
  expect(() => assertFits(bundle, world, { env: dev, emulated: true, file: "dev.capplan" })).not.toThrow();
});

test.each([
  ["environment", "prod"],
  ["profile", "large"],
  ["site", "recovery"],
  ["account", "999988887777"],
  ["region", "us-east-1"],
  ["emulated", false],
  ["commit", "ffffffffffff"],
  ["config", "d".repeat(64)],
  ["provider", "6.0.0"],
] as const)("it does not fit another %s, and both values are told", (field, value) => {
  const [reason, ...more] = found({ [field]: value });
  expect(more).toEqual([]);
  const told = (seen: unknown) => (typeof seen === "boolean" ? (seen ? "yes" : "no") : String(seen).slice(0, 12));
  expect(reason).toContain(`planned for ${told(bundle[field])}, found ${told(value)}`);
});

test("it is good until its time is over, to the millisecond", () => {
  const expires = Date.parse(bundle.expires);
  expect(found({ now: new Date(expires - 1) })).toEqual([]);
  expect(found({ now: new Date(expires) })).toEqual(["expired: 2026-03-02 10:00:00 UTC"]);
});

test("made of a clean tree it does not fit a changed one; made of a changed one it fits both", () => {
  expect(found({ clean: false })).toEqual([expect.stringContaining("working tree")]);
  for (const clean of [true, false])
    expect(reasonsAgainst({ ...bundle, clean: false }, { ...world, clean })).toEqual([]);
});

describe("a state", () => {
  const withHead = (state: string, now: StateHead | undefined) => ({ heads: new Map([...world.heads, [state, now]]) });

  it.each([
    ["was written since", "durable", head("l", 4), /durable: planned at serial 3, found 4: it was written since/],
    ["went back to an older one", "durable", head("l", 2), /durable: planned at serial 3, found 2/],
    ["is another", "durable", head("m", 3), /durable: planned for lineage l, found m/],
    ["is gone", "durable", undefined, /durable: planned for lineage l, found none/],
    ["came to be", "fresh", head("n", 1), /fresh: planned for lineage none, found n/],
  ])("that %s", (_, state, now, why) => expect(found(withHead(state, now))).toEqual([expect.stringMatching(why)]));

  it("that could not be planned is held against nothing: it is planned when its turn comes", () =>
    expect(found(withHead("runtime", head("other", 1)))).toEqual([]));

  it("that this bundle has written before is held against nothing: that write is why it differs", () => {
    for (const how of ["applied", "begun"] as const)
      expect(found({ ...withHead("durable", head("l", 7)), done: new Map([["durable", how]]) })).toEqual([]);
    expect(found({ ...withHead("durable", head("l", 7)), done: new Map([["fresh", "applied"]]) })).toHaveLength(1);
  });
});

test("all reasons are told at once, and what to do", () => {
  const error = () =>
    assertFits(
      bundle,
      { ...world, commit: "ffffffffffff", clean: false, now: new Date("2027-01-01") },
      { env: dev, emulated: true, file: "my plans/dev.capplan" },
    );
  expect(error).toThrow(/does not fit what is there; nothing was changed\n.*commit.*\n.*expired.*\n.*working tree/);
  expect(error).toThrow(
    expect.objectContaining({
      code: "CAP_STALE_PLAN",
      exit: 4,
      nextSteps: ["make a new one:", "cap plan --env dev --emulated --out 'my plans/dev.capplan'"],
    }),
  );
});

test("what was kept in the account is made anew there", () => {
  const file = addressOf(dev, bundle.id);
  expect(() => assertFits(bundle, { ...world, commit: "f" }, { env: dev, emulated: false, file })).toThrow(
    expect.objectContaining({ nextSteps: ["make a new one:", "cap plan --env dev --out s3://"] }),
  );
});

test("a part of an environment is made anew as that part: all of it would plan more", () => {
  const late = { ...world, commit: "ffffffffffff", states: ["account", ...world.states] };
  expect(() => assertFits(bundle, late, { env: dev, emulated: true, file: "part" })).toThrow(
    expect.objectContaining({
      nextSteps: ["make a new one:", "cap plan --env dev --emulated --stack durable fresh runtime --out part"],
    }),
  );
});

describe("a bundle in a file", () => {
  const home = mkdtempSync(join(tmpdir(), "cap-held-"));
  afterAll(() => rmSync(home, { recursive: true }));
  const file = join(home, "dev.capplan");

  it("of another environment is refused by its name, before anything is reached", async () => {
    await writeBundle(file, { summary: bundle, plans: new Map() }, await openSealer(`file:${join(home, "key")}`));
    await expect(readMeantFor({ env: dev, emulated: true }, file)).resolves.toMatchObject({
      path: file,
      summary: bundle,
    });
    await expect(readMeantFor({ env: staging, emulated: true }, file)).rejects.toMatchObject({
      code: "CAP_STALE_PLAN",
      exit: 4,
      message: `${file} is ${bundle.id}, a bundle for dev, and this is staging; nothing was changed`,
      nextSteps: ["cap plan --env staging --emulated --out staging.capplan"],
    });
  });

  it("that is not there is said to be missing, and what makes it", async () => {
    await expect(readMeantFor({ env: dev, emulated: true }, join(home, "none"))).rejects.toMatchObject({
      message: expect.stringMatching(/there is no such file; nothing was changed$/),
      nextSteps: ["make a new one:", `cap plan --env dev --emulated --out ${join(home, "none")}`],
    });
  });
});
