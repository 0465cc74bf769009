import { mkdirSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Verdict } from "../../../contracts/verdict.ts";
import { dev } from "../../../environments/dev.ts";
import { local } from "../../../environments/local.ts";
import { anyCheck, type Check, defineCheck } from "../../../ops/checks/check.ts";
import { checks } from "../../../ops/checks/index.ts";
import { exitOf } from "../../../ops/health/report.ts";
import { runCheck, runChecks } from "../../../ops/health/run.ts";
import { openLook } from "../../../ops/probes/look.ts";

let home: string;
let server: Server | undefined;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "cap-health-"));
  vi.stubEnv("CAP_HOME", home);
  vi.stubEnv("AWS_ENDPOINT_URL", "");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  await rm(home, { recursive: true });
});

/** An AWS that answers every request the same way. */
async function answering(status: number, body: string, type = "application/x-amz-json-1.1"): Promise<string> {
  const listening = createServer((_request, response) => {
    response.writeHead(status, { "content-type": type, "x-amzn-errortype": "AccessDeniedException" }).end(body);
  }).listen(0, "127.0.0.1");
  server = listening;
  await new Promise((resolve) => listening.once("listening", resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}

const check = (judge: () => Verdict, probe: Check<null>["probe"] = async () => null): ReturnType<typeof anyCheck> =>
  anyCheck(defineCheck({ id: "test.one", why: "for the sake of it", probe, judge }));
const lookAt = (endpoint?: string) => openLook({ env: local, home, ...(endpoint === undefined ? {} : { endpoint }) });

test("an environment that is not up says so and how to start it", async () => {
  await expect(runChecks(local)).rejects.toMatchObject({
    code: "CAP_NOT_RUNNING",
    message: "local is not running: it was never brought up on this machine",
    nextSteps: ["cap up --env local"],
  });
});

test("an environment that was destroyed has no data to go on with, and says so", async () => {
  const folder = join(home, "local/terraform");
  const state = (resources: object[]): void =>
    writeFileSync(join(folder, "states/runtime.tfstate"), JSON.stringify({ version: 4, resources }));
  const file = { terraform: { backend: { local: { path: join(folder, "states/runtime.tfstate") } } } };
  const stack = { name: "runtime", workingDirectory: "stacks/runtime", dependencies: [] };
  mkdirSync(join(folder, "stacks/runtime"), { recursive: true });
  mkdirSync(join(folder, "states"));
  writeFileSync(join(folder, "manifest.json"), JSON.stringify({ stacks: { runtime: stack } }));
  writeFileSync(join(folder, "stacks/runtime/cdk.tf.json"), JSON.stringify(file));
  writeFileSync(join(home, "local/run.json"), JSON.stringify({ owner: "o", port: 4600, kafka: false, seeded: true }));
  state([{ mode: "managed" }]);
  await expect(runChecks(local)).rejects.toMatchObject({
    message: "local is not running; its data is as it was left",
  });
  state([]);
  await expect(runChecks(local)).rejects.toMatchObject({
    message: "local is not running; it was destroyed, and cap up makes it anew",
    nextSteps: ["cap up --env local"],
  });
});

test("who is nobody in AWS is told so once, not by every check", async () => {
  for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"]) vi.stubEnv(name, undefined);
  vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
  for (const file of ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"]) vi.stubEnv(file, join(home, "none"));
  await expect(runChecks(dev, { emulated: false, home })).rejects.toMatchObject({
    code: "CAP_NO_CREDENTIALS",
    message: expect.stringMatching(/^no AWS credentials: .*; nothing was looked at$/),
  });
});

test("an emulated AWS where nobody listens is not up either", async () => {
  vi.stubEnv("AWS_ENDPOINT_URL", "http://127.0.0.1:9");
  await expect(runChecks(local)).rejects.toMatchObject({
    code: "CAP_NOT_RUNNING",
    message: "local is not running: nobody listens at http://127.0.0.1:9; its data is as it was left",
  });
});

test("access denied everywhere: every check is unknown, none is ok, and the exit code says so", async () => {
  vi.stubEnv("AWS_ENDPOINT_URL", await answering(403, '{"message":"not authorized"}'));
  const report = await runChecks(local, { home });
  expect(report.checks).toHaveLength(checks.length);
  expect(new Set(report.checks.map((c) => c.state))).toEqual(new Set(["unknown"]));
  expect(report.checks[0]?.because).toMatch(/^access denied: AccessDenied/);
  expect(report).toMatchObject({ verdict: "unknown", complete: false, environment: "local" });
  expect(exitOf(report)).toBe(3);
});

test("an answer that is no answer is unknown as well", async () => {
  vi.stubEnv("AWS_ENDPOINT_URL", await answering(200, "<html>captive portal</html>", "text/html"));
  const report = await runChecks(local, { home });
  expect(report.checks.filter((c) => c.state === "ok")).toEqual([]);
});

test("a check is asked by id; an id that fits none is refused before anything is looked at", async () => {
  vi.stubEnv("AWS_ENDPOINT_URL", await answering(403, "{}"));
  const report = await runChecks(local, { home, only: ["queues"] });
  expect(report.checks.map((c) => c.group)).toEqual(["queues", "queues", "queues"]);
  await expect(runChecks(local, { home, only: ["kewes"] })).rejects.toMatchObject({ code: "CAP_NO_CHECK" });
});

test("whatever a probe or a judge throws makes its check unknown", async () => {
  const broken = check(() => {
    throw new Error("no such\n  field");
  });
  expect(await runCheck(broken, lookAt())).toMatchObject({ state: "unknown", because: "no such field" });
});

test("an interrupted look is unknown at once", async () => {
  const stop = new AbortController();
  const endless = check(
    () => ({ state: "ok" }),
    () => new Promise(() => undefined),
  );
  const result = runCheck(endless, lookAt(), stop.signal);
  stop.abort();
  expect(await result).toMatchObject({ state: "unknown", because: "the look was interrupted" });
});

test("an aws line to paste is told where the emulated AWS is", async () => {
  const failing = check(() => ({ state: "fail", saw: "a", want: "b", fix: "aws sqs list-queues" }));
  expect(await runCheck(failing, lookAt("http://127.0.0.1:4600"))).toMatchObject({
    fix: "AWS_ACCESS_KEY_ID=123456789012 AWS_SECRET_ACCESS_KEY=emulated aws --region eu-west-1 --endpoint-url http://127.0.0.1:4600 sqs list-queues",
  });
  expect(await runCheck(failing, lookAt())).toMatchObject({ fix: "aws sqs list-queues" });
});
