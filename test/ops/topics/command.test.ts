import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { openTopics } from "../../../adapters/bus/open.ts";
import { names } from "../../../contracts/names.ts";
import { topics } from "../../../contracts/topics.ts";
import { dev } from "../../../environments/dev.ts";
import { local } from "../../../environments/local.ts";
import { topicsMade } from "../../../ops/rehearse/topics.ts";
import { reconcile } from "../../../ops/topics/topics.ts";

const main = fileURLToPath(new URL("../../../ops/main.ts", import.meta.url));
const bus = "sqlite:bus.sqlite";
/** What the runtime stack would have told; only the bus is looked at. */
const manifest = {
  commit: "0",
  vpc: "",
  cluster: "",
  services: {},
  loadBalancer: { name: "", arn: "", dns: "" },
  queues: {},
  functions: {},
  logGroups: {},
  alarmTopic: "",
  dashboard: "",
  bus: { kind: "embedded", url: bus },
  apiTokenSecret: "",
};

let parameters: Server;
let endpoint = "";
let home = "";

beforeAll(async () => {
  const stored = [{ Name: names.manifest(local, "runtime"), Value: JSON.stringify(manifest) }];
  parameters = createServer((_, response) => response.end(JSON.stringify({ Parameters: stored })));
  await new Promise<void>((resolve) => parameters.listen(0, "127.0.0.1", resolve));
  endpoint = `http://127.0.0.1:${(parameters.address() as AddressInfo).port}`;
});
afterAll(() => parameters.close());

beforeEach(() => {
  if (home !== "") rmSync(home, { recursive: true });
  home = mkdtempSync(join(tmpdir(), "cap-topics-"));
  mkdirSync(volumes(), { recursive: true });
});
afterAll(() => rmSync(home, { recursive: true }));

const volumes = (): string => join(home, "local", "volumes");

async function cap(...args: string[]): Promise<{ code: number | null; said: Said; heard: string }> {
  const env = { ...process.env, CAP_HOME: home, AWS_ENDPOINT_URL: endpoint };
  const child = spawn(process.execPath, [main, "topics", ...args, "--env", "local", "--json"], { env });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, said: JSON.parse(Buffer.concat(out).toString()), heard: Buffer.concat(err).toString() };
}
interface Said {
  readonly plan: { readonly changes: { kind: string }[]; readonly refused: object[]; readonly unmanaged: object[] };
  readonly made?: readonly object[];
  readonly error?: { readonly code: string; readonly nextSteps: readonly string[] };
}

/** Leaves a bus with these topics. */
async function busWith(...given: Parameters<Awaited<ReturnType<typeof openTopics>>["create"]>[0][]): Promise<void> {
  const admin = await openTopics(bus, { baseDir: volumes() });
  for (const topic of given) await admin.create(topic);
  await admin.close();
}

it("plans, applies what was shown, and then finds nothing to change", async () => {
  await busWith({ ...topics.securityEvents, partitions: 2, retentionHours: 1 });
  const planned = await cap("plan");
  expect(planned.code).toBe(2);
  expect(planned.said.plan.changes.map((c) => c.kind)).toEqual(["add-partitions", "configure", "create"]);
  const applied = await cap("apply");
  expect(applied.code).toBe(0);
  expect(applied.said.made).toEqual(planned.said.plan.changes);
  expect(applied.heard).toContain("add-partitions");
  const again = await cap("plan");
  expect(again).toMatchObject({ code: 0, said: { plan: { changes: [], refused: [] } } });
  expect((await cap("apply")).said.made).toEqual([]);
  const journal = readdirSync(join(home, "local", "journal", "local"));
  expect(journal).toEqual([expect.stringMatching(/0-started\.topics/), expect.stringMatching(/1-ok\.topics/)]);
});

it("refuses to take partitions or topics away, and does the rest", async () => {
  const unknown = { ...topics.alerts, name: "unknown" };
  await busWith({ ...topics.securityEvents, partitions: 9 }, unknown);
  const applied = await cap("apply");
  expect(applied.code).toBe(4);
  expect(applied.said.plan.refused).toMatchObject([{ from: 9 }]);
  expect(applied.said.made).toMatchObject([{ kind: "create" }]);
  const { said } = await cap("plan");
  expect(said.plan.refused).toHaveLength(1);
  expect(said.plan.unmanaged).toMatchObject([{ name: "unknown" }]);
});

it("makes no bus: where there is none it says who makes it", async () => {
  const { code, said } = await cap("plan");
  expect(code).toBe(1);
  expect(said.error).toMatchObject({ code: "CAP_NO_BUS", nextSteps: ["cap up --env local"] });
});

it("brings an environment that is starting to its topics, also before its services have made the bus", async () => {
  vi.stubEnv("CAP_HOME", home);
  vi.stubEnv("AWS_ENDPOINT_URL", endpoint);
  const { signal } = new AbortController();
  const out = { interactive: false, note: () => {} };
  const { made } = await reconcile({ env: local, emulated: true, out, signal, startsWithinMs: 1_000 });
  vi.unstubAllEnvs();
  expect(made.map(({ kind, topic }) => `${kind} ${topic.name}`)).toEqual(["create security-events", "create alerts"]);
  expect((await cap("plan")).code).toBe(0);
});

it("a rehearsal makes them without lock and journal, and says where no brokers run", async () => {
  vi.stubEnv("CAP_HOME", home);
  vi.stubEnv("AWS_ENDPOINT_URL", endpoint);
  const { signal } = new AbortController();
  expect(await topicsMade({ env: dev, kafka: false, signal })).toBe("none: no brokers run on this machine");
  expect(await topicsMade({ env: local, kafka: false, signal })).toBe("create security-events, create alerts");
  expect(await topicsMade({ env: local, kafka: false, signal })).toBe("as they should be");
  vi.unstubAllEnvs();
  expect((await cap("plan")).code).toBe(0);
});

it("says what it can do when it is asked for something else", async () => {
  const { code, said } = await cap("delete");
  expect(code).toBe(1);
  expect(said.error).toMatchObject({ code: "CAP_NO_ACTION", nextSteps: ["cap topics plan --env local"] });
});
