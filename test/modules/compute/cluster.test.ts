import { expect, test } from "vitest";
import { dev } from "../../../environments/dev.ts";
import { prod } from "../../../environments/prod.ts";
import { computeCost } from "../../../modules/compute/cost.ts";
import { computeRecovery } from "../../../modules/compute/recovery.ts";
import { synthesised } from "../../support/synthesised.ts";

const platforms = { dev: synthesised({ environment: dev }), prod: synthesised({ environment: prod }) };

for (const [name, platform] of Object.entries(platforms)) {
  test(`${name}: what is typed into a container is encrypted and logged`, () => {
    const [cluster] = platform.of("aws_ecs_cluster");
    const { execute_command_configuration: exec } = cluster!.has["configuration"] as {
      execute_command_configuration: { kms_key_id: string; logging: string; log_configuration: object };
    };
    expect(exec.kms_key_id).toContain("key_operations");
    expect(exec.logging).toBe("OVERRIDE");
    expect(exec.log_configuration).toMatchObject({ cloud_watch_encryption_enabled: true });
  });

  test(`${name}: both kinds of capacity are there, and on-demand is what a service gets that asks for nothing`, () => {
    const [capacity] = platform.of("aws_ecs_cluster_capacity_providers");
    expect(capacity?.has["capacity_providers"]).toEqual(["FARGATE", "FARGATE_SPOT"]);
    expect(capacity?.has["default_capacity_provider_strategy"]).toMatchObject([{ capacity_provider: "FARGATE" }]);
  });

  test(`${name}: no service asks for capacity that the cluster does not have yet`, () => {
    const [capacity] = platform.of("aws_ecs_cluster_capacity_providers");
    for (const service of platform.of("aws_ecs_service"))
      expect(service.has["depends_on"], service.address).toContain(capacity?.address);
  });

  test(`${name}: every service moves back into a zone that has come back`, () => {
    for (const service of platform.of("aws_ecs_service").filter((s) => s.has["load_balancer"] !== undefined))
      expect(service.has["availability_zone_rebalancing"], service.address).toBe("ENABLED");
  });
}

test("metrics of single services are paid for where the environment asks for them", () => {
  const setting = (containerInsights: boolean) =>
    synthesised({ environment: { ...dev, observability: { ...dev.observability, containerInsights } } }).of(
      "aws_ecs_cluster",
    )[0]?.has["setting"];
  expect(setting(true)).toEqual([{ name: "containerInsights", value: "enabled" }]);
  expect(setting(false)).toEqual([{ name: "containerInsights", value: "disabled" }]);
});

const intent = {
  services: {
    collect: { tasks: 1, cpu: 512, memoryMib: 2048 },
    lake: { tasks: 0, cpu: 256, memoryMib: 512 },
    control: { tasks: 0, cpu: 256, memoryMib: 512 },
    web: { tasks: 0, cpu: 256, memoryMib: 512 },
  },
  hours: { kind: "always" },
  entrance: { kind: "http", port: 80 },
  containerInsights: false,
  zones: 2,
} as const;
const quantity = (lines: ReturnType<typeof computeCost>, price: string) =>
  lines.filter((l) => l.price === price).reduce((sum, l) => sum + l.quantity, 0);

test("one ARM task of half a vCPU and 2 GB costs 365 vCPU-hours and 1460 GB-hours a month", () => {
  const cost = computeCost(intent);
  expect(quantity(cost, "fargateArmVcpu")).toBeCloseTo(365);
  expect(quantity(cost, "fargateArmMemory")).toBeCloseTo(1_460);
});

test("a task that rests at night and at the weekend costs a third", () => {
  const resting = computeCost({ ...intent, hours: { kind: "working-hours", timezone: "UTC", from: 8, to: 19 } });
  expect(quantity(resting, "fargateArmVcpu") / 365).toBeCloseTo(55 / 168);
});

test("Spot is cheaper by the share that is stated, and says that it is assumed", () => {
  const spot = { ...intent.services.collect, capacity: "spot" } as const;
  const cost = computeCost({
    ...intent,
    services: { ...intent.services, control: spot, collect: intent.services.lake },
  });
  expect(quantity(cost, "fargateArmVcpu")).toBeCloseTo(365 * 0.3);
  expect(cost.some((l) => l.item.includes("assumed"))).toBe(true);
});

test("services come back from a lost Region only where they are copied", () => {
  const after = (kind: Parameters<typeof computeRecovery>[0]) => computeRecovery(kind).map((l) => l.after);
  expect(after("none")).toEqual(["node", "zone"]);
  expect(after("pilot-light")).toEqual(["node", "zone", "region"]);
});
