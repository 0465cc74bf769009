import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { prod } from "../../../environments/prod.ts";
import type { Baseline, BaselineLine } from "../../../ops/drift/baseline-file.ts";
import { driftReport, type Seen } from "../../../ops/drift/run.ts";
import type { StateResource } from "../../../ops/probes/inventory/known.ts";
import { changeOf, planWith } from "../../support/plans.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "cap-run-"));
  vi.stubEnv("CAP_HOME", home);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

/** Nothing answers there: what is asked of AWS is not told. */
const nowhere = "http://127.0.0.1:1";
const policy = "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess";
const role = "aws_iam_role.collect";
const durable = {
  state: "durable",
  plan: planWith({
    resource_drift: [
      changeOf(role, {
        before: { name: "collect", id: "collect", managed_policy_arns: [] },
        after: { name: "collect", id: "collect", managed_policy_arns: [policy] },
      }),
    ],
  }),
  ignored: new Map(),
};
const attachment: StateResource = {
  state: "runtime",
  address: "aws_iam_role_policy_attachment.trace",
  type: "aws_iam_role_policy_attachment",
  values: { role: "collect", policy_arn: policy },
};

const reportOf = (seen: Partial<Seen>, lines: Baseline["lines"] = []) => {
  const whole = {
    states: [durable],
    unmade: [],
    blind: [],
    notAsked: ["runtime"],
    others: { resources: [], unread: [] },
    ...seen,
  };
  const baseline = { file: "environments/prod.drift.yaml", lines };
  const signal = new AbortController().signal;
  const context = { env: prod, emulated: true, commit: "0123456789ab", baseline, began: performance.now(), signal };
  return driftReport(whole, { at: { env: prod, home, endpoint: nowhere } }, context);
};

describe("a look at some of the states", () => {
  it("takes what another state does to a resource for no change by hand", async () => {
    const alone = await reportOf({});
    expect(alone.findings.map((f) => f.address)).toEqual([role]);
    const { findings, noise } = await reportOf({ others: { resources: [attachment], unread: [] } });
    expect(findings).toEqual([]);
    expect(Object.values(noise)).toEqual([1]);
  });

  it("searches for what no state has all the same, and says of which types", async () => {
    const { blind, coverage } = await reportOf({ others: { resources: [attachment], unread: [] } });
    expect(coverage).toEqual({
      enumerated: [],
      notAnswered: ["aws_iam_role_policy_attachment"],
      notEnumerated: [],
    });
    expect(blind.map((b) => b.what)).toContain("sqs:ListQueues");
  });

  it("does not search while the resources of a state are unknown: it says why", async () => {
    const unread = [{ what: "state runtime", because: "the bucket is away" }];
    const { blind, coverage, verdict, complete } = await reportOf({ states: [], others: { resources: [], unread } });
    expect(blind).toEqual([
      { what: "unmanaged resources", because: "what state runtime has would look unmanaged: the bucket is away" },
    ]);
    expect(coverage).toEqual({ enumerated: [], notAnswered: [], notEnumerated: [] });
    expect({ verdict, complete }).toEqual({ verdict: "unknown", complete: false });
  });
});

describe("who did it", () => {
  const line = (treatment: BaselineLine["treatment"]): BaselineLine => ({
    ...{ treatment, address: role, owner: "a", reason: "b", expires: "2999-12-31", line: 1 },
  });
  const history = {
    what: "cloudtrail:LookupEvents in us-east-1",
    because: expect.stringContaining("1 of 1 questions"),
  };

  it("may stay unknown, with the reason: that hides no difference, and is no blind spot", async () => {
    const { blind, unattributed, findings } = await reportOf({});
    expect(unattributed).toEqual([history]);
    expect(blind.map((b) => b.what).join()).not.toContain("cloudtrail");
    expect(findings.map((f) => f.by)).toEqual([undefined]);
  });

  it("is not asked of what the baseline ignores, but of what it records", async () => {
    expect(await reportOf({}, [line("ignore")])).toMatchObject({ unattributed: [], ignored: 1 });
    expect((await reportOf({}, [line("record")])).unattributed).toEqual([history]);
  });
});
