import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { prod } from "../../../environments/prod.ts";
import { applyStates } from "../../../ops/apply/all-states.ts";
import type { BundleSummary } from "../../../ops/apply/bundle.ts";
import { assertMayApply, unwellIn } from "../../../ops/apply/gate.ts";
import { planStates } from "../../../ops/apply/planning.ts";
import type { ApplyRequest } from "../../../ops/apply/request.ts";
import type { CheckResult } from "../../../ops/health/report.ts";
import type { StateFolder } from "../../../ops/terraform/terraform.ts";
import { stateOf, terraform } from "../../support/terraform-data.ts";
import { changed, listening, plannedState, requestOf, summaryOf } from "./given.ts";

const home = mkdtempSync(join(tmpdir(), "cap-gate-"));
const tf = terraform();
/** An AWS that denies everything: no check can be ok. */
let aws: Server;
beforeAll(async () => {
  aws = createServer((_request, response) => {
    response
      .writeHead(403, { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": "AccessDeniedException" })
      .end("{}");
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => aws.once("listening", resolve));
});
afterAll(() => {
  aws.closeAllConnections();
  aws.close();
  rmSync(home, { recursive: true });
});
beforeEach(() => {
  vi.stubEnv("CAP_HOME", home);
  vi.stubEnv("AWS_ENDPOINT_URL", `http://127.0.0.1:${(aws.address() as AddressInfo).port}`);
});
afterEach(() => void vi.unstubAllEnvs());

const runtime = (): StateFolder => ({ ...stateOf({ one: {} }), name: "runtime" });
async function applied(): Promise<StateFolder> {
  const folder = runtime();
  await Promise.all(applyStates(tf, [folder], { onProgress: () => {} }).states.values());
  return folder;
}
const changes = (more: Partial<BundleSummary> = {}) =>
  summaryOf({ states: [plannedState("runtime", { changes: [changed("aws_sqs_queue.q")] })], ...more });
const gate = (request: Partial<ApplyRequest>, summary: BundleSummary, ...folders: StateFolder[]): Promise<void> =>
  assertMayApply(
    requestOf(request),
    { tf, folders, at: { env: prod, home, signal: tf.signal }, end: async () => {} },
    summary,
  );

describe("a disposable environment", () => {
  it("takes a changed tree and asks for no health", async () => {
    await expect(gate({}, changes({ clean: false }), await applied())).resolves.toBeUndefined();
  });

  it("loses what holds data no more than any other", async () => {
    const states = [plannedState("durable", { changes: [changed("aws_s3_bucket.bronze", "delete")] })];
    await expect(gate({}, summaryOf({ states }))).rejects.toMatchObject({ code: "CAP_LOSES_DATA", exit: 4 });
    await expect(gate({ allowReplace: ["aws_s3_bucket.bronze"] }, summaryOf({ states }))).resolves.toBeUndefined();
  });
});

describe("a protected environment", () => {
  it("refuses what is in no commit, unless nothing would be changed", async () => {
    const refused = { code: "CAP_DIRTY_TREE", exit: 4, message: expect.stringContaining("nothing was changed") };
    await expect(gate({ env: prod }, changes({ clean: false }))).rejects.toMatchObject(refused);
    const calm = summaryOf({ clean: false, states: [plannedState("runtime")] });
    await expect(gate({ env: prod }, calm)).resolves.toBeUndefined();
  });

  it("is not asked for its health before it exists", async () => {
    const fresh = runtime();
    await planStates(tf, [fresh]);
    await expect(gate({ env: prod }, changes(), fresh)).resolves.toBeUndefined();
    await expect(gate({ env: prod }, changes())).resolves.toBeUndefined();
  });

  it("is refused while it is not healthy, which not seeing counts as; the refusal names the checks and the way on", async () => {
    const error = await gate({ env: prod }, changes(), await applied()).catch((e: unknown) => e);
    expect(error).toMatchObject({
      code: "CAP_NOT_HEALTHY",
      exit: 4,
      message: expect.stringMatching(/manifest\.\w+ \(unknown\)/),
    });
    expect(error).toMatchObject({
      nextSteps: [
        expect.stringContaining("cap health --env prod"),
        expect.stringMatching(/^if the apply is the cure/),
        expect.stringMatching(/^cap apply --env prod .*--despite-health "reason"$/),
      ],
    });
  });

  it("is applied to despite that when somebody says why, and what was red is told", async () => {
    const { out, notes } = listening();
    await gate({ env: prod, out, despiteHealth: "it is the cure" }, changes(), await applied());
    expect(notes).toEqual([expect.stringMatching(/not healthy: .*applied despite that: it is the cure/)]);
  });
});

describe("what is not well", () => {
  const check = (id: string, state: CheckResult["state"]): CheckResult => ({
    id,
    group: id.split(".")[0] ?? "",
    why: "",
    state,
    ms: 1,
  });
  const unwell = (...checks: CheckResult[]) => unwellIn({ checks }).map((c) => c.id);

  it("is what fails and what could not be seen, nothing else", () =>
    expect(
      unwell(check("a.ok", "ok"), check("a.fail", "fail"), check("a.skip", "skip"), check("a.unknown", "unknown")),
    ).toEqual(["a.fail", "a.unknown"]));

  it("is not Kafka that cannot be asked from here while the alarms are seen to be quiet", () => {
    const bus = check("bus.lag", "unknown");
    expect(unwell(bus, check("alarms.quiet", "ok"))).toEqual([]);
    for (const state of ["fail", "unknown", "skip"] as const)
      expect(unwell(bus, check("alarms.quiet", state))).toContain("bus.lag");
    expect(unwell(bus)).toEqual(["bus.lag"]);
    expect(unwell(check("bus.lag", "fail"), check("alarms.quiet", "ok"))).toEqual(["bus.lag"]);
    expect(unwell(check("data.fresh", "unknown"), check("alarms.quiet", "ok"))).toEqual(["data.fresh"]);
  });
});
