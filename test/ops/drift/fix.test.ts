import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { prod } from "../../../environments/prod.ts";
import { fixDrift, mendable, reasonAgainst } from "../../../ops/drift/fix.ts";
import { keepRecord } from "../../../ops/drift/record.ts";
import { sourceTree } from "../../../ops/workspace/source-tree.ts";
import { at, difference, finding, report, unmanaged } from "./findings.ts";

const commit = "f2c58c7d0000";
const looked = report([finding()], { commit });
const minutesLater = (n: number): Date => new Date(Date.parse(at) + n * 60_000);
const against = (record: Parameters<typeof reasonAgainst>[0], more = {}) =>
  reasonAgainst(record, { place: "prod (lean)", commit, clean: true, now: minutesLater(59), ...more });

describe("a look is built on", () => {
  const record = { report: looked, clean: true, followers: [] };
  it("when it is of this commit and younger than an hour", () => expect(against(record)).toBeUndefined());

  it("and not when it is older, of other sources, or when there is none", () => {
    expect(against(record, { now: minutesLater(61) })).toContain("more than an hour ago");
    expect(against(record, { commit: "0123" })).toBe(`the last look was at commit ${commit}, and this is 0123`);
    expect(against(record, { clean: false })).toBe("files have changed since the last look");
    expect(against(undefined)).toBe("nobody has looked for drift of prod (lean) from this machine yet");
  });
});

it("what was changed or deleted and is not recorded is mended, once each, by state", () => {
  const known = { owner: "platform", reason: "meant", expires: "2026-12-31" };
  const findings = [
    finding(),
    finding({ attribute: "policy" }),
    finding({ kind: "deleted", state: "durable", address: "aws_sqs_queue.gone" }),
    finding({ address: "aws_sqs_queue.known" }, { recorded: known }),
    finding({ kind: "undeployed", address: "aws_sqs_queue.new" }),
    finding(unmanaged("aws_sqs_queue", "q")),
  ];
  const addresses = [
    ["runtime", [difference().address]],
    ["durable", ["aws_sqs_queue.gone"]],
  ];
  expect([...mendable({ findings })]).toEqual(addresses);
  expect([...mendable({ findings }, ["durable"])]).toEqual(addresses.slice(1));
});

describe("what was seen on the emulated AWS", () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "cap-fix-"));
    vi.stubEnv("CAP_HOME", home);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(home, { recursive: true });
  });
  const fix = (
    emulated: boolean,
    result: (json: unknown, text: () => string) => void,
    {
      note = () => {},
      aborted = false,
      ...more
    }: { stacks?: readonly string[]; note?: (line: string) => void; aborted?: boolean } = {},
  ) => {
    const out = { result, note, quiet: true, verbose: false, terminal: false };
    const signal = aborted ? AbortSignal.abort(new Error("stopped")) : new AbortController().signal;
    const asked = { allowReplace: [], acceptUnknown: false, release: "r.json", yes: true, signal };
    return fixDrift({ env: prod, emulated, ...asked, ...more, out: out as never });
  };

  it("is never put back in AWS itself: that is refused, with the look that is wanted", async () => {
    const { commit, clean } = await sourceTree();
    await keepRecord({ env: prod, emulated: true }, { report: report([finding()], { commit }), clean, followers: [] });
    await expect(fix(false, () => {})).rejects.toMatchObject({
      code: "CAP_NO_LOOK",
      exit: 4,
      message: expect.stringContaining(`prod (lean) in account ${prod.account}`),
      nextSteps: ["cap drift --env prod --release r.json"],
    });
  });

  it("says what else was found where there is nothing to put back, and is not green while something remains", async () => {
    const { commit, clean } = await sourceTree();
    const remove = "aws sqs delete-queue --queue-url q";
    const seen = [finding(unmanaged("aws_sqs_queue", "q", { remove })), finding({ kind: "undeployed" })];
    const now = new Date().toISOString();
    await keepRecord(
      { env: prod, emulated: true },
      { report: report(seen, { commit, at: now }), clean, followers: [] },
    );
    let said = "";
    let json: unknown;
    const code = await fix(true, (value, text) => {
      json = value;
      said = text();
    });
    expect(code).toBe(2);
    expect(json).toMatchObject({ verdict: "unchanged", remains: [{ kind: "unmanaged", resource: "q", remove }] });
    const lines = stripVTControlCharacters(said).split("\n");
    expect(lines).toContain("1 not applied yet: cap plan --env prod --emulated --release r.json");
    expect(lines).toContain(`    fix     ${remove}`);
    expect(lines.at(-1)).toBe("✖ prod: 1 remains that --fix does not touch");
  });

  it("is put back in the states that were asked for alone; a state that nobody has looked at is refused", async () => {
    const { commit, clean } = await sourceTree();
    const now = new Date().toISOString();
    const seen = report([finding({ state: "durable" })], { commit, at: now, states: ["durable", "runtime"] });
    await keepRecord({ env: prod, emulated: true }, { report: seen, clean, followers: [] });
    let said = "";
    expect(await fix(true, (_, text) => (said = text()), { stacks: ["runtime"] })).toBe(0);
    expect(said).toBe("nothing of runtime of prod was changed or deleted outside Terraform at the last look");
    await expect(fix(true, () => {}, { stacks: ["account"] })).rejects.toMatchObject({
      code: "CAP_NO_LOOK",
      exit: 4,
      message: "the last look was not at account, but at durable, runtime; nothing was changed",
    });
  });

  it("says what the baseline records and is put back with the rest of its resource, before anything is planned", async () => {
    const { commit, clean } = await sourceTree();
    const known = { owner: "platform", reason: "meant", expires: "2026-12-31" };
    const both = [finding(), finding({ attribute: "policy" }, { recorded: known })];
    const now = new Date().toISOString();
    await keepRecord(
      { env: prod, emulated: true },
      { report: report(both, { commit, at: now }), clean, followers: [] },
    );
    const notes: string[] = [];
    await expect(fix(true, () => {}, { note: (line) => void notes.push(line), aborted: true })).rejects.toThrow();
    expect(notes).toEqual([
      `${difference().address} is put back whole: policy as well, which the baseline records as known`,
    ]);
  });

  it("is green where nothing is to put back and nothing remains", async () => {
    const { commit, clean } = await sourceTree();
    const known = { owner: "platform", reason: "meant", expires: "2026-12-31" };
    const recorded = finding(unmanaged("aws_sqs_queue", "q"), { recorded: known });
    const now = new Date().toISOString();
    await keepRecord(
      { env: prod, emulated: true },
      { report: report([recorded], { commit, at: now }), clean, followers: [] },
    );
    let said = "";
    expect(await fix(true, (_, text) => (said = text()))).toBe(0);
    expect(said).toBe("nothing of prod was changed or deleted outside Terraform at the last look");
  });
});
