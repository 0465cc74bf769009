import { describe, expect, it } from "vitest";
import { prod } from "../../../environments/prod.ts";
import { asked } from "../../../ops/apply/asking.ts";
import type { Planned } from "../../../ops/apply/plans.ts";
import { changed, listening, requestOf, summaryOf } from "./given.ts";

const planned = (address: string, action = "create"): Planned => ({
  kind: "planned",
  folder: { name: "runtime", dir: "/nowhere", dependsOn: [] },
  head: undefined,
  plan: {
    state: { name: "runtime", dir: "/nowhere", dependsOn: [] },
    counts: { add: 1, change: 0, remove: 0, import: 0 },
    changes: [],
    outputs: [],
    drifted: 0,
    empty: false,
  },
  changes: [changed(address, action)],
});
const refused = (next: RegExp) => ({
  code: "CAP_NOBODY_TO_ASK",
  exit: 4,
  nextSteps: expect.arrayContaining([expect.stringMatching(next)]),
});

describe("where nobody can be asked", () => {
  it("a plan that is made now is refused, and the refusal says how to agree beforehand", async () => {
    await expect(asked(requestOf()).bundle(summaryOf())).rejects.toMatchObject(
      refused(/cap apply --env dev --emulated --yes$/),
    );
    await expect(asked(requestOf({ env: prod })).bundle(summaryOf())).rejects.toMatchObject(
      refused(/--env prod --emulated --yes$/),
    );
  });

  it("--yes agrees to what is shown, and a bundle in a file was agreed to by whoever hands it in", async () => {
    await expect(asked(requestOf({ yes: true })).bundle(summaryOf())).resolves.toBeUndefined();
    await expect(asked(requestOf({ file: "x.capplan" })).bundle(summaryOf())).resolves.toBeUndefined();
  });

  it.each([
    ["nothing", {}],
    ["--yes", { yes: true }],
    ["a bundle", { file: "x.capplan" }],
  ])("%s does not agree to a state that could not be shown before", async (_, more) => {
    const state = asked(requestOf(more)).state(planned("aws_sqs_queue.q"));
    await expect(state).rejects.toMatchObject(refused(/cap apply --env dev .*--accept-unknown$/));
    // Without the --yes that was given, the next command would stop at the first question.
    if ("yes" in more) await expect(state).rejects.toMatchObject(refused(/ --yes --accept-unknown$/));
  });

  it("the refusal of such a state is a sentence, and tells how to be asked and how to agree beforehand", async () => {
    const state = asked(requestOf({ yes: true, stacks: ["runtime"] })).state(planned("aws_sqs_queue.q"));
    await expect(state).rejects.toMatchObject({
      message:
        "runtime had to be planned now: it could not be before, or did not end when it was; somebody has to agree to its plan, and nobody can be asked here; it was not applied",
      nextSteps: [
        "to have it shown before it is applied: cap plan --env dev --emulated --stack runtime --out FILE",
        "at a terminal, to be asked: cap apply --env dev --emulated --stack runtime",
        "for an environment that is being created: cap apply --env dev --emulated --stack runtime --yes --accept-unknown",
      ],
    });
  });

  it("--accept-unknown agrees to it, after it was shown", async () => {
    const { out, notes } = listening();
    await asked(requestOf({ acceptUnknown: true, out })).state(planned("aws_sqs_queue.q"));
    expect(notes.join("\n")).toContain("aws_sqs_queue.q");
  });

  it("--accept-unknown agrees to no change of what a protected environment has", async () => {
    const state = (action: string, more: object = {}) => {
      const plan = planned("aws_sqs_queue.q", action);
      const changes = plan.changes.map((c) => ({ ...c, ...more }));
      return asked(requestOf({ env: prod, acceptUnknown: true })).state({ ...plan, changes });
    };
    await expect(state("update")).rejects.toMatchObject({
      code: "CAP_NOBODY_TO_ASK",
      message: expect.stringContaining("changes what is there (aws_sqs_queue.q)"),
      nextSteps: expect.arrayContaining([expect.stringMatching(/^to have it shown before it is applied: cap plan /)]),
    });
    await expect(state("create")).resolves.toBeUndefined();
    await expect(state("update", { from: "https://sqs/q" })).resolves.toBeUndefined();
    await expect(state("replace", { reason: "tainted" })).resolves.toBeUndefined();
  });

  it("--accept-unknown agrees to no loss of data: that has to be named", async () => {
    const state = (allowReplace: string[]) =>
      asked(requestOf({ acceptUnknown: true, allowReplace })).state(planned("aws_s3_bucket.bronze", "replace"));
    await expect(state([])).rejects.toMatchObject({ code: "CAP_LOSES_DATA", exit: 4 });
    await expect(state(["aws_s3_bucket.bronze"])).resolves.toBeUndefined();
  });
});

it("who was told to stop asks nothing", () => {
  const stop = new AbortController();
  stop.abort(new Error("stopped"));
  expect(() => asked(requestOf({ signal: stop.signal }))).toThrow("stopped");
});
