import { expect, test } from "vitest";
import { OperatorError } from "../../contracts/errors.ts";
import { type Environment, validateEnvironment } from "../../environments/environment.ts";
import { environmentNamed, environments, withKafka } from "../../environments/index.ts";
import { local } from "../../environments/local.ts";

test("every environment is valid, under its own name, with brokers too", () => {
  for (const [name, environment] of Object.entries(environments)) {
    expect(environment.name).toBe(name);
    expect(validateEnvironment(environment)).toEqual([]);
    expect(validateEnvironment(withKafka(environment))).toEqual([]);
  }
});

test("every fault is found at once, in the words of the environment's own fields", () => {
  const broken: Environment = {
    ...local,
    name: "Far too long a name",
    account: "12",
    region: "Ireland",
    network: { cidr: "10.0.0.0/8", zones: 2 },
    lake: { landingDays: 1, auditLockDays: 0, scanLimitGib: 0 },
    logs: { retentionDays: 8 },
    services: { ...local.services, lake: { ...local.services.lake, tasks: -1 } },
    safety: "protected",
  };
  const fields = validateEnvironment(broken).map((f) => f.field);
  expect(fields).toEqual([
    "name",
    "account",
    "region",
    "network.cidr",
    "lake.landingDays",
    "lake.auditLockDays",
    "lake.scanLimitGib",
    "logs.retentionDays",
    "services.lake.tasks",
    "streaming.kind",
  ]);
});

test("a protected environment speaks TLS to its brokers", () => {
  const faults = validateEnvironment({ ...withKafka(local), safety: "protected" });
  expect(faults.map((f) => f.field)).toEqual(["streaming.transport"]);
});

test("brokers change nothing else of an environment", () => {
  expect({ ...withKafka(local), streaming: local.streaming }).toEqual(local);
});

test("an unknown name is refused with the names there are", () => {
  expect(() => environmentNamed("prdo")).toThrow(OperatorError);
  expect(() => environmentNamed("prdo")).toThrow(/"prdo"; there are: local/);
});
