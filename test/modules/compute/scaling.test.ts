import { expect, test } from "vitest";
import { serviceNames } from "../../../contracts/names.ts";
import { dev } from "../../../environments/dev.ts";
import type { Environment, ServiceSize } from "../../../environments/environment.ts";
import { local } from "../../../environments/local.ts";
import { prod } from "../../../environments/prod.ts";
import { staging } from "../../../environments/staging.ts";
import { capacityOf } from "../../../modules/compute/capacity.ts";
import { tracking } from "../../../modules/compute/demand.ts";
import { type ScaledTargetProps, validateScaledTarget } from "../../../modules/compute/scaled-target.ts";
import { type ScalingProps, validateScaling } from "../../../modules/compute/scaling.ts";
import { type ServiceProps, validateService } from "../../../modules/compute/service-props.ts";
import fc from "../../support/properties.ts";
import { type Resource, synthesised } from "../../support/synthesised.ts";

const platforms = { local, dev, staging, prod };
const synthesisedAs = Object.fromEntries(
  Object.entries(platforms).map(([name, environment]) => [name, synthesised({ environment })]),
);
const of = (name: string, type: string): readonly Resource[] => synthesisedAs[name]!.of(type);

const sizes: fc.Arbitrary<ServiceSize> = fc
  .record({ tasks: fc.nat(8), more: fc.nat(8), capacity: fc.constantFrom("on-demand" as const, "spot" as const) })
  .map(({ tasks, more, capacity }) => ({ tasks, maxTasks: tasks + more, capacity, cpu: 256, memoryMib: 512 }));

test("of several tasks one is never on Spot, and on demand nothing is", () => {
  fc.assert(
    fc.property(sizes, (size) => {
      const shares = capacityOf(size);
      const onDemand = shares.find((s) => s.capacityProvider === "FARGATE");
      if (size.capacity === "on-demand") expect(shares.map((s) => s.capacityProvider)).toEqual(["FARGATE"]);
      else if ((size.maxTasks ?? 0) > 1) expect(onDemand?.base).toBe(1);
      expect(shares.reduce((sum, s) => sum + s.weight, 0)).toBeGreaterThan(0);
    }),
  );
});

test("what moves events is never on Spot, whatever the environment says", () => {
  for (const name of serviceNames) {
    const props: Partial<ServiceProps> = {
      name,
      size: { tasks: 1, cpu: 256, memoryMib: 512, capacity: "spot" },
      image: { repository: { name: "r", arn: "a", url: "u" }, digest: `sha256:${"0".repeat(64)}` },
      environment: {},
    };
    const fields = validateService(props as ServiceProps).map((f) => f.field);
    expect(fields, name).toEqual(name === "lake" || name === "collect" ? ["size.capacity"] : []);
  }
});

test.each(Object.keys(platforms))("%s: a number of tasks has one owner: Terraform, or what scales", (name) => {
  const scaled = new Set(of(name, "aws_appautoscaling_target").map((t) => String(t.has["resource_id"])));
  for (const service of of(name, "aws_ecs_service")) {
    const ignored = (service.has["lifecycle"] as { ignore_changes: string[] }).ignore_changes;
    const isScaled = [...scaled].some((id) => id.includes(service.address));
    expect(ignored.includes("desired_count"), service.address).toBe(isScaled);
  }
});

test("each service with room grows on what it works on, and none without room has a policy", () => {
  const kinds = (name: string) =>
    of(name, "aws_appautoscaling_policy")
      .filter((p) => !String(p.has["name"]).includes("storage"))
      .map((p) => String(p.has["name"]).replace(`cap-${name}-`, ""))
      .sort();
  expect(kinds("prod")).toEqual(["collect-queue", "control-cpu", "control-requests", "lake-lag", "web-requests"]);
  // Without MSK nobody tells CloudWatch of lag.
  expect(kinds("staging")).toEqual(["collect-queue", "lake-cpu"]);
  expect(kinds("dev")).toEqual([]);
  expect(kinds("local")).toEqual([]);
});

test("a backlog is counted per running task, by one series that CloudWatch computes", () => {
  for (const what of ["collect-queue", "lake-lag"]) {
    const policy = of("prod", "aws_appautoscaling_policy").find((p) => p.has["name"] === `cap-prod-${what}`);
    const { customized_metric_specification: spec } = policy!.has["target_tracking_scaling_policy_configuration"] as {
      customized_metric_specification: { metrics: { id: string; expression?: string; return_data: boolean }[] };
    };
    expect(spec.metrics.filter((m) => m.return_data)).toEqual([
      expect.objectContaining({ expression: "waiting / FILL(tasks, 1)" }),
    ]);
    expect(spec.metrics.map((m) => m.id)).toEqual(["waiting", "tasks", "each"]);
  }
});

test("requests are counted in both groups that a release may have led clients to", () => {
  for (const part of ["control", "web"]) {
    const policy = of("prod", "aws_appautoscaling_policy").find((p) => p.has["name"] === `cap-prod-${part}-requests`);
    const { customized_metric_specification: spec } = policy!.has["target_tracking_scaling_policy_configuration"] as {
      customized_metric_specification: { metrics: { id: string; expression?: string; metric_stat?: unknown }[] };
    };
    const groups = of("prod", "aws_lb_target_group").filter((r) =>
      [`cap-prod-${part}`, `cap-prod-${part}-next`].includes(String(r.has["name"])),
    );
    expect(groups).toHaveLength(2);
    for (const { address } of groups) expect(JSON.stringify(spec)).toContain(`\${${address}.arn_suffix}`);
    expect(spec.metrics.at(-1)).toMatchObject({ expression: "MAX([first, next])", return_data: true });
    for (const { id, metric_stat } of spec.metrics.slice(0, 2))
      expect([id, metric_stat]).toMatchObject([
        expect.stringMatching(/^(first|next)$/),
        { stat: "Sum", metric: { namespace: "AWS/ApplicationELB", metric_name: "RequestCountPerTarget" } },
      ]);
  }
});

test("where there is one group, AWS's own number of requests per target is followed", () => {
  const service = { name: "cap-x-web", cluster: "cap-x" };
  const demand = { kind: "requests", balancer: { arnSuffix: "app/x/1" }, perTask: 600 } as const;
  expect(tracking({ ...demand, target: { arnSuffix: "targetgroup/x/2" } }, service)).toEqual({
    targetValue: 600,
    predefinedMetricSpecification: {
      predefinedMetricType: "ALBRequestCountPerTarget",
      resourceLabel: "app/x/1/targetgroup/x/2",
    },
  });
});

test("dev rests: every service goes to nothing in the evening and comes back in the morning, by its own clock", () => {
  if (dev.hours.kind !== "working-hours") throw new Error("dev does not rest");
  const { from, to, timezone } = dev.hours;
  const actions = of("dev", "aws_appautoscaling_scheduled_action");
  for (const service of of("dev", "aws_ecs_service").filter((s) => serviceNames.some((n) => s.address.includes(n)))) {
    const own = actions.filter((a) =>
      String(a.has["resource_id"]).includes(service.address.split(".")[1]!.split("_")[0]!),
    );
    expect(own.length, service.address).toBeGreaterThanOrEqual(2);
  }
  for (const { has } of actions) {
    expect(has["timezone"]).toBe(timezone);
    const evening = String(has["name"]).endsWith("evening");
    expect(has["schedule"]).toBe(`cron(0 ${evening ? to : from} ? * MON-FRI *)`);
    const { min_capacity: least } = has["scalable_target_action"] as { min_capacity: string };
    expect(least === "0").toBe(evening);
  }
  for (const { has } of of("dev", "aws_appautoscaling_target"))
    expect(has["lifecycle"]).toEqual({ ignore_changes: ["min_capacity", "max_capacity"] });
});

test("prod never rests", () => {
  expect(of("prod", "aws_appautoscaling_scheduled_action")).toEqual([]);
});

const down = (environment: Environment) =>
  synthesised({ environment })
    .of("aws_cloudwatch_metric_alarm")
    .filter((a) => /(collect|lake|control|web|kafka-1)-down$/.test(String(a.has["alarm_name"])));

test("what always runs is told as down, from a metric that exists there", () => {
  const watched = (containerInsights: boolean) =>
    down({ ...prod, observability: { ...prod.observability, containerInsights } });
  expect(watched(true).map((a) => a.has["namespace"])).toEqual(Array(4).fill("ECS/ContainerInsights"));
  expect(watched(false)).toHaveLength(4);
  for (const { has } of watched(false))
    expect(has).toMatchObject({ namespace: "AWS/ECS", statistic: "SampleCount", treat_missing_data: "breaching" });
});

test("what rests at night is told as down by day only: each service, and the Kafka node", () => {
  for (const environment of [dev, staging]) {
    expect(down(environment), environment.name).toHaveLength(5);
    for (const { has, address } of down(environment)) {
      const queries = has["metric_query"] as { expression?: string; metric?: { stat: string } }[];
      const [expression] = queries.flatMap((q) => q.expression ?? []);
      expect(expression, address).toMatch(/^IF\(\(DAY\(FILL\(tasks, 0\)\) < 6 AND HOUR.*, FILL\(tasks, 0\), 1\)$/);
      expect(queries.flatMap((q) => q.metric?.stat ?? [])).toEqual(["SampleCount"]);
      expect(has).toMatchObject({ threshold: 1, datapoints_to_alarm: 15, treat_missing_data: "ignore" });
    }
  }
});

test("validators name every wrong field at once", () => {
  const fields = (faults: readonly { field: string }[]) => faults.map((f) => f.field);
  const hours = { kind: "working-hours", timezone: "Europe/Berlin", from: 19, to: 8 } as const;
  const target: Partial<ScaledTargetProps> = { tasks: { least: 3, most: 2 }, hours };
  expect(fields(validateScaledTarget(target as ScaledTargetProps))).toEqual(["tasks", "hours"]);
  const short = { ...hours, from: 9, to: 10 };
  expect(fields(validateScaledTarget({ ...target, hours: short } as ScaledTargetProps))).toEqual(["tasks", "hours"]);
  const scaling: Partial<ScalingProps> = { tasks: { least: 1, most: 1 }, demands: [{ kind: "cpu", percent: 95 }] };
  expect(fields(validateScaling(scaling as ScalingProps))).toEqual(["demands", "tasks"]);
});
