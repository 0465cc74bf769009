import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRights } from "../../adapters/bus/open.ts";
import type { RightsAdmin, Rule } from "../../adapters/bus/rights-port.ts";
import { agentsUser, type TopicRight, topicRights } from "../../contracts/topic-rights.ts";
import { topics } from "../../contracts/topics.ts";
import { planRights, runRights } from "../../ops/topics/rights.ts";
import { type ReadyChild, startChild } from "../support/child.ts";
import { kafkaHome, noPython, python, pythonEnv } from "./support/python.ts";

const absent =
  noPython ??
  (existsSync(join(kafkaHome, "libs")) ? undefined : `no Apache Kafka in ${kafkaHome}; npm start -- --kafka gets it`);

describe.skipIf(absent !== undefined)(`rights on Apache Kafka${absent === undefined ? "" : ` (${absent})`}`, () => {
  let data = "";
  let brokers: ReadyChild<{ bootstrap: string }> | undefined;
  let admin: RightsAdmin;
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), "cap-test-acls-"));
    const args = ["-m", "emulated_aws.brokers", "run", "--home", kafkaHome, "--data", data, "--brokers", "1", "--acls"];
    brokers = await startChild(python, args, { env: pythonEnv, limitMs: 120_000 });
    const opened = await openRights(`kafka://${brokers.ready.bootstrap}`);
    if (opened === undefined) throw new Error("Kafka has no rules");
    admin = opened;
  });
  afterAll(async () => {
    await admin?.close();
    await brokers?.stop();
    await rm(data, { recursive: true, force: true });
  });

  const rules = async (): Promise<readonly Rule[]> => (await admin.list()) ?? [];
  const reading: TopicRight = { user: "auditor", may: "read", topic: topics.alerts, group: "audit" };
  const strange: Rule = {
    principal: "User:somebody",
    target: { kind: "topic", name: "their-", match: "prefix" },
    operation: "describe_configs",
    permission: "deny",
    host: "10.0.0.1",
  };

  it("has no rule before one is given", async () => {
    expect(await admin.list()).toEqual([]);
    expect(planRights(topicRights, await rules()).missing).toHaveLength(topicRights.length);
  });

  it("after a plan was run there is nothing left to give; what no contract knows is still there, as it was", async () => {
    await admin.add([strange]);
    await expect.poll(rules).toEqual([strange]);
    const wanted = [...topicRights, reading];
    const first = planRights(wanted, await rules());
    expect(await runRights(admin, first)).toEqual(first.missing);
    await expect.poll(async () => planRights(wanted, await rules()).missing).toEqual([]);
    const plan = planRights(wanted, await rules());
    expect(plan.unmanaged).toEqual([strange]);
    expect(plan.same.map(({ principal, operation }) => `${principal} ${operation}`)).toEqual([
      `User:${agentsUser} write`,
      "User:auditor read",
      "User:auditor read",
    ]);
    expect(await runRights(admin, plan)).toEqual([]);
    await admin.add(plan.same);
    expect(await rules()).toHaveLength(4);
  });
});

it("an embedded bus is a file and has no rules", async () => {
  expect(await openRights("sqlite:somewhere")).toBeUndefined();
});
