import { expect, test } from "vitest";
import { serviceNames } from "../../../contracts/names.ts";
import { dev } from "../../../environments/dev.ts";
import { prod } from "../../../environments/prod.ts";
import { staging } from "../../../environments/staging.ts";
import { type ExperimentsProps, validateExperiments } from "../../../modules/recovery/experiments.ts";
import { type Resource, statementsOf, synthesised } from "../../support/synthesised.ts";

interface Block {
  readonly action_id: string;
  readonly target: { readonly key: string; readonly value: string };
  readonly parameter?: readonly { readonly key: string; readonly value: string }[];
}

const [large, middle, small] = [prod, staging, dev].map((environment) => synthesised({ environment }));
const anew = synthesised({ environment: prod, site: "recovery" });
const templates = (of: typeof large): readonly Resource[] => of?.of("aws_fis_experiment_template") ?? [];
const actionsOf = (r: Resource): Block[] => r.has["action"] as Block[];
const guarded = templates(large);

test("a task of each service, the subnet of a zone and replication can be taken away on purpose", () => {
  const ids = guarded.flatMap(actionsOf).map((a) => a.action_id);
  expect(ids.filter((id) => id === "aws:ecs:stop-task")).toHaveLength(serviceNames.length);
  expect(ids).toContain("aws:network:disrupt-connectivity");
  expect(ids).toContain("aws:s3:bucket-pause-replication");
});

test("replication is paused only where something is replicated, and nothing is broken where nothing is promised", () => {
  const ids = templates(middle)
    .flatMap(actionsOf)
    .map((a) => a.action_id);
  expect(ids).not.toContain("aws:s3:bucket-pause-replication");
  expect(ids).toContain("aws:ecs:stop-task");
  expect(templates(small)).toEqual([]);
  const there = templates(anew)
    .flatMap(actionsOf)
    .map((a) => a.action_id);
  expect(there).not.toContain("aws:s3:bucket-pause-replication");
});

test("every experiment ends with an alarm of ours, and by itself", () => {
  for (const r of guarded) {
    const stops = r.has["stop_condition"] as { source: string; value: string }[];
    expect(stops.length, r.address).toBeGreaterThanOrEqual(3);
    for (const { source, value } of stops) {
      expect(source).toBe("aws:cloudwatch:alarm");
      expect(value).toMatch(/^\$\{aws_cloudwatch_metric_alarm\./);
    }
    for (const { action_id, parameter = [] } of actionsOf(r))
      if (action_id !== "aws:ecs:stop-task")
        expect(parameter.find((p) => p.key === "duration")?.value, r.address).toMatch(/^PT\d{1,2}M$/);
  }
});

test("an experiment without a target fails, and every action has the target that it names", () => {
  for (const r of guarded) {
    expect(r.has["experiment_options"]).toMatchObject({ empty_target_resolution_mode: "fail" });
    const named = (r.has["target"] as { name: string }[]).map((t) => t.name);
    for (const { target } of actionsOf(r)) expect(named).toContain(target.value);
  }
});

test("a task is one of the service that has its name in ECS", () => {
  const stopped = guarded
    .flatMap((r) => r.has["target"] as { parameters?: { service: string } }[])
    .flatMap(({ parameters }) => (parameters === undefined ? [] : [parameters.service]));
  const made = large?.of("aws_ecs_service").map((r) => `\${${r.address}.name}`) ?? [];
  for (const service of stopped) expect(made).toContain(service);
  expect(new Set(stopped).size).toBe(serviceNames.length);
});

test("each experiment has a role of its own that can break nothing else", () => {
  expect(new Set(guarded.map((r) => r.has["role_arn"])).size).toBe(guarded.length);
  const policies = large?.of("aws_iam_role_policy") ?? [];
  const of = (name: string) => statementsOf(policies.find((p) => p.address.includes(`experiments_${name}-role`))!);
  const services = (name: string) =>
    new Set(
      of(name)
        .flatMap((s) => s.Action)
        .map((a) => a.split(":")[0]),
    );
  expect(services("stop-collect")).toEqual(new Set(["ecs"]));
  expect(services("zone-cut-off")).toEqual(new Set(["ec2"]));
  expect(services("replication-paused")).toEqual(new Set(["s3"]));
  // It may change only the ACLs that it made itself.
  for (const s of of("zone-cut-off"))
    if (s.Action.some((a) => /Entry$|DeleteNetworkAcl/.test(a)))
      expect(s.Condition).toEqual({ StringEquals: { "ec2:ResourceTag/managedByFIS": "true" } });
});

test("an experiment without an end is refused, and so is one with more ends than AWS takes", () => {
  const faults = (stopAt: string[]) =>
    validateExperiments({ stopAt, services: { collect: {} } } as unknown as ExperimentsProps).map((f) => f.field);
  expect(faults([])).toEqual(["stopAt"]);
  expect(faults(["1", "2", "3", "4", "5", "6"])).toEqual(["stopAt"]);
  expect(faults(["1"])).toEqual([]);
});
