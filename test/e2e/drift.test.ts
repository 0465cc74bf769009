import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { local } from "../../environments/local.ts";
import { staging } from "../../environments/staging.ts";
import type { DriftReport } from "../../ops/drift/finding.ts";
import { begin } from "../../ops/journal/act.ts";
import { Journal } from "../../ops/journal/journal.ts";
import { openRecords } from "../../ops/lock/store.ts";
import { type Accuracy, accuracyOf } from "../drift-accuracy/accuracy.ts";
import { openHand, type Place } from "../drift-accuracy/hand.ts";
import type { Mutation, Undo } from "../drift-accuracy/mutation.ts";
import { mutations } from "../drift-accuracy/mutations/index.ts";
import { accuracyPage } from "../drift-accuracy/page.ts";
import { startCap } from "./support/cap.ts";
import { fail, mended } from "./support/faults.ts";
import { freshHome, type Home } from "./support/home.ts";
import { raise } from "./support/raise.ts";
import { breaksOff } from "./support/story.ts";

/** Longest that one command may take beside other work, milliseconds. */
const limitMs = 1_500_000;
/** Folder for a page of each run. @default - none is written. */
const pages = process.env["CAP_ACCURACY_PAGES"];
const environments = process.env["CAP_FULL"] === "1" ? [local, staging] : [local];

describe.each(environments)("drift of $name", (env) => {
  breaksOff();
  let home: Home;
  let place: Place;
  let undo: Undo;
  let accuracy: Accuracy;
  const all = mutations(env);
  const where = ["--env", env.name, ...(env === local ? [] : ["--emulated"])];

  beforeAll(async () => {
    home = freshHome();
    place = await raise(home, env, limitMs);
  }, limitMs);
  afterAll(() => home.remove());

  /** One look, which has to end with this code. */
  async function look(code: number): Promise<DriftReport> {
    const ended = await startCap(home, ["drift", ...where, "--json"], {}, limitMs).ended;
    expect(ended.stdout, ended.stderr).not.toBe("");
    const report = JSON.parse(ended.stdout) as DriftReport;
    if (code === 0) expect(report.findings, ended.stderr).toEqual([]);
    expect(ended.code, JSON.stringify(report.blind)).toBe(code);
    return report;
  }

  test(
    "right after the apply there is none",
    async () => {
      expect(await look(0)).toMatchObject({ verdict: "none", complete: true, governed: [], blind: [] });
    },
    limitMs,
  );

  test(
    "what has begun and not ended is told beside the report, and is no drift",
    async () => {
      const objects = await openRecords(env, { emulated: true, endpoint: place.endpoint });
      const act = await begin(new Journal(objects, env), { act: "open", operation: "apply" }, () => {});
      const { code, stdout, stderr } = await startCap(home, ["drift", ...where, "--json"], {}, limitMs).ended;
      expect(code, stdout).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ verdict: "none" });
      expect(stderr).toMatch(/apply by .* has begun and not ended: .*cap lock show/);
      await act.end({ result: "ok" });
      objects.close();
    },
    limitMs,
  );

  test(
    "every change by hand is told once, in its class, by its attribute, and nothing else is",
    async () => {
      undo = await doAll(place, all);
      accuracy = accuracyOf(await look(2), all);
      expect(accuracy.told.filter(({ times }) => times !== 1)).toEqual([]);
      expect(accuracy.strange).toEqual([]);
    },
    limitMs,
  );

  test(
    "after all is undone there is none",
    async () => {
      await undo();
      expect(await look(0)).toMatchObject({ verdict: "none", complete: true, governed: [] });
      const page = accuracyPage({ environment: env.name, accuracy, done: all.length });
      if (pages !== undefined) writeFileSync(join(pages, `drift-accuracy-${env.name}.md`), page);
    },
    limitMs,
  );

  test(
    "what was changed or deleted is put back by one command, with what follows from it, and none is left",
    async () => {
      const hand = openHand(place);
      for (const mutation of toPutBack(all)) await mutation.apply(hand);
      hand.close();
      await look(2);
      const fix = await startCap(home, ["drift", ...where, "--fix", "--yes", "--json"], {}, limitMs).ended;
      expect(fix.code, fix.stdout + fix.stderr).toBe(0);
      expect(JSON.parse(fix.stdout)).toMatchObject({ verdict: "applied", remains: [] });
      await look(0);
    },
    limitMs,
  );

  test(
    "what is denied, throttled or not answered was not looked at, each by its name, and is not called in sync",
    async ({ onTestFinished }) => {
      onTestFinished(() => mended(place));
      await fail(place, "sqs", "ListQueues", "denied");
      await fail(place, "lambda", "ListFunctions", "throttled");
      await fail(place, "dynamodb", "ListTables", "silent");
      const { verdict, complete, findings, blind } = await look(3);
      expect({ verdict, complete, findings }).toEqual({ verdict: "unknown", complete: false, findings: [] });
      expect(blind).toHaveLength(3);
      const told = (what: string, because: RegExp) => ({ what, because: expect.stringMatching(because) });
      expect(blind).toContainEqual(told("sqs:ListQueues", /access denied/));
      expect(blind).toContainEqual(told("lambda:ListFunctions", /throttled/));
      expect(blind).toContainEqual(told("dynamodb:ListTables", /no answer within/));
    },
    limitMs,
  );

  test(
    "a state that cannot be read is not called in sync, and an apply of it fails before it changes anything",
    async ({ onTestFinished }) => {
      onTestFinished(() => mended(place));
      await fail(place, "sqs", "GetQueueAttributes", "denied");
      const { findings, blind } = await look(3);
      expect(findings).toEqual([]);
      expect(blind).toContainEqual({
        what: expect.stringMatching(/^state /),
        because: expect.stringMatching(/AccessDenied|not authorized/),
      });
      const applied = await startCap(home, ["apply", ...where, "--yes", "--json"], {}, limitMs).ended;
      expect(applied.code, applied.stdout).toBe(1);
      expect(applied.stdout).toMatch(/nothing was changed/);
    },
    limitMs,
  );
});

/** With CAP_FULL=1 all that can be put back; else every fifth, and the function, from which something follows. */
const toPutBack = (all: readonly Mutation[]): readonly Mutation[] =>
  all
    .filter(canBePutBack)
    .filter((m, i) => process.env["CAP_FULL"] === "1" || i % 5 === 0 || m.name.startsWith("a function's variable"));

/** What no state has is not put back but removed, and what somebody else owns stays as it is. */
const canBePutBack = (mutation: Mutation): boolean =>
  mutation.expect.every(({ kind }) => kind === "changed" || kind === "deleted");

/** Makes every change; what it answers undoes them, the last first. */
async function doAll(place: Place, all: ReturnType<typeof mutations>): Promise<Undo> {
  const hand = openHand(place);
  const undos: Undo[] = [];
  for (const { apply } of all) undos.unshift(await apply(hand));
  return async () => {
    for (const undo of undos) await undo();
    hand.close();
  };
}
