import { expect, test } from "vitest";
import { calledByTasks } from "../../contracts/endpoints.ts";
import { OperatorError } from "../../contracts/errors.ts";
import type { Environment } from "../../environments/environment.ts";
import { environmentNamed, everyProfile } from "../../environments/index.ts";
import { local, localKafka } from "../../environments/local.ts";
import { validateAll, validateEnvironment, validateTogether } from "../../environments/validate.ts";

test("every environment is valid in every profile, and is found by both names", () => {
  for (const environment of everyProfile) {
    expect(validateEnvironment(environment)).toEqual([]);
    expect(environmentNamed(environment.name, environment.profile.name)).toBe(environment);
  }
});

test("every fault is found at once, in the words of the environment's own fields", () => {
  const broken: Environment = {
    ...local,
    name: "Far too long a name",
    account: "12",
    region: "Ireland",
    network: { ...local.network, cidr: "10.0.0.0/8" },
    lake: { landingDays: 1, auditLockDays: 0, scanLimitGib: 0, jobs: false },
    logs: { retentionDays: 8 },
    services: { ...local.services, lake: { ...local.services.lake, tasks: -1 } },
    safety: "protected",
  };
  const fields = validateEnvironment(broken).map((f) => f.field);
  expect(fields).toEqual([
    "name",
    "account",
    "region",
    "entrance.kind",
    "network.cidr",
    "network.egress",
    "lake.landingDays",
    "lake.auditLockDays",
    "lake.scanLimitGib",
    "logs.retentionDays",
    "services.lake.tasks",
    "streaming.kind",
    "observability.notify",
    "recovery.kind",
  ]);
});

test("a protected environment speaks TLS to its brokers", () => {
  const faults = validateEnvironment({ ...localKafka, safety: "protected" });
  expect(faults.map((f) => f.field)).toContain("streaming.transport");
});

test("brokers change nothing else of the local environment", () => {
  const { streaming, profile } = local;
  expect({ ...localKafka, streaming, profile }).toEqual(local);
});

test("an unknown name is refused with the names there are", () => {
  expect(() => environmentNamed("prdo")).toThrow(OperatorError);
  expect(() => environmentNamed("prdo")).toThrow(/"prdo"; there are: local, dev, staging, prod/);
  expect(() => environmentNamed("prdo")).toThrow(
    expect.objectContaining({ nextSteps: ["did you mean prod?", "cap env list"] }),
  );
  expect(() => environmentNamed("staging", "windo")).toThrow(
    expect.objectContaining({ nextSteps: ["did you mean window?", expect.any(String)] }),
  );
});

test("no two environments of an account and Region share an address", () => {
  expect(validateTogether(everyProfile)).toEqual([]);
  const [dev, staging] = ["dev", "staging"].map((name) => environmentNamed(name)) as [Environment, Environment];
  const inside = { ...staging, network: { ...staging.network, cidr: "10.48.16.0/20" } };
  expect(validateTogether([dev, inside])).toEqual([
    { field: "staging.network.cidr", got: "10.48.16.0/20", want: "a range beside 10.48.0.0/16 of dev" },
  ]);
  expect(validateTogether([dev, { ...inside, account: "345678901234" }])).toEqual([]);
  expect(validateTogether([dev, { ...inside, region: "eu-central-1" }])).toEqual([]);
});

test("two recovery sites of an account and Region share no address either", () => {
  const prod = environmentNamed("prod");
  const apart = { ...prod, name: "other", region: "eu-north-1" };
  expect(validateTogether([prod, apart]).map((f) => f.field)).toEqual(["other-dr.network.cidr"]);
});

test("all environments are judged at once: each one's faults behind its name and profile, and those between them", () => {
  expect(validateAll(everyProfile)).toEqual([]);
  const dev = environmentNamed("dev");
  const staging = { ...environmentNamed("staging"), network: dev.network, logs: { retentionDays: 8 } };
  expect(validateAll([dev, staging]).map((f) => f.field)).toEqual([
    "staging/idle.logs.retentionDays",
    "staging.network.cidr",
  ]);
});

test("a protected environment has a way to AWS, and no endpoint twice", () => {
  const prod = environmentNamed("prod");
  const cut = { ...prod, network: { ...prod.network, egress: "none" } } as const;
  expect(validateEnvironment(cut).map((f) => f.field)).toEqual(["network.egress"]);
  const doubled = { ...prod, network: { ...prod.network, interfaceEndpoints: ["sqs", "sqs"] } } as const;
  expect(validateEnvironment(doubled).map((f) => f.field)).toEqual(["network.interfaceEndpoints"]);
});

test("without an egress every service that tasks call has an endpoint, and what is missing is named", () => {
  const prod = environmentNamed("prod");
  const cut = (asked: readonly string[]) =>
    validateEnvironment({ ...prod, network: { ...prod.network, egress: "none", interfaceEndpoints: asked as never } });
  expect(cut(calledByTasks)).toEqual([]);
  expect(cut(["ecr.api", "ecr.dkr", "logs", "kms"])).toEqual([
    {
      field: "network.interfaceEndpoints",
      got: ["ecr.api", "ecr.dkr", "logs", "kms"],
      want: "sqs, secretsmanager, athena as well: with egress none tasks reach nothing else",
    },
  ]);
  const dev = environmentNamed("dev");
  expect(validateEnvironment({ ...dev, network: { ...dev.network, egress: "none" } })).toEqual([
    { field: "network.egress", got: "none", want: expect.stringContaining("ecr.api, ecr.dkr, logs, sqs,") },
  ]);
  expect(cut([...calledByTasks, "sq"]).map((f) => [f.field, f.got])).toEqual([["network.interfaceEndpoints", ["sq"]]]);
});

test("alarms tell somebody, a team of the account pays, and the hours have a time zone that exists", () => {
  const dev = environmentNamed("dev");
  const silent = { ...dev, observability: { ...dev.observability, notify: [] } };
  expect(validateEnvironment(silent).map((f) => f.field)).toEqual(["observability.notify"]);
  expect(validateEnvironment({ ...dev, cost: { ...dev.cost, team: "sales" } })).toEqual([
    { field: "cost.team", got: "sales", want: "a team of its account: security" },
  ]);
  for (const timezone of ["Europe/Berln", "+02:00", "europe/berlin", ""])
    expect(validateEnvironment({ ...dev, hours: { kind: "working-hours", timezone, from: 9, to: 18 } })).toEqual([
      { field: "hours.timezone", got: timezone, want: expect.stringContaining("Europe/Berlin") },
    ]);
  for (const timezone of ["UTC", "Asia/Kolkata", "Europe/London"])
    expect(validateEnvironment({ ...dev, hours: { kind: "working-hours", timezone, from: 9, to: 18 } })).toEqual([]);
});

test("a rate of all customers that is a fault makes none of the plans", () => {
  const dev = environmentNamed("dev");
  if (dev.api.kind !== "rest") throw new Error("dev has an API");
  const api = { ...dev.api, throttle: { perSecond: 20, burst: 0 } };
  expect(validateEnvironment({ ...dev, api }).map((f) => f.field)).toEqual(["api.throttle.burst"]);
});
