import { expect, test } from "vitest";
import type { Fault } from "../../contracts/errors.ts";
import { validateLoadBalancer } from "../../modules/compute/load-balancer-props.ts";
import { type RepositoriesProps, validateRepositories } from "../../modules/compute/repositories.ts";
import { type ServiceProps, validateService } from "../../modules/compute/service-props.ts";
import { type FunctionProps, validateFunction } from "../../modules/functions/function.ts";
import { type ScheduleProps, validateSchedule } from "../../modules/functions/schedule.ts";
import { type RoleProps, validateRole } from "../../modules/identity/role.ts";
import { validateKeys } from "../../modules/keys/keys.ts";
import { type CatalogProps, validateCatalog } from "../../modules/lake/catalog.ts";
import { type LakeProps, validateLake } from "../../modules/lake/lake.ts";
import { type RetentionProps, validateRetention } from "../../modules/lake/retention.ts";
import { type QueueProps, validateQueue } from "../../modules/messaging/queue.ts";
import { type NetworkProps, validateNetwork } from "../../modules/network/network.ts";
import type { AlarmSpec } from "../../modules/observability/alarm.ts";
import { validateAlarms } from "../../modules/observability/alarms.ts";
import { type LogGroupProps, validateLogGroup } from "../../modules/observability/log-group.ts";
import { type ApiTokenProps, validateApiToken } from "../../modules/secrets/api-token.ts";
import { type TablesProps, validateTables } from "../../modules/tables/tables.ts";

const place = { name: "local", account: "123456789012", region: "eu-west-1" };
const fields = (faults: readonly Fault[]): string[] => faults.map((f) => f.field);
/** Only what the validator looks at is given; the rest of the props are other modules' outputs. */
const part = <T>(props: Partial<T>): T => props as T;
const network = {
  vpcId: "v",
  publicSubnetIds: ["a"],
  privateSubnetIds: ["a"],
  isolatedSubnetIds: ["a"],
  groups: { loadBalancer: "l", services: "s" },
  ways: { prefixLists: {}, internet: true, ready: [] },
  egress: { gateways: [], routes: [] },
};

test("network: range, zones, endpoints and both ports", () => {
  const ports = { entrancePort: 0, servicePort: 70_000 };
  const props = part<NetworkProps>({ cidr: "10.0.0.0/8", interfaceEndpoints: ["sqs", "sqs"], ...ports });
  const want = ["cidr", "zones", "interfaceEndpoints", "entrancePort", "servicePort"];
  expect(fields(validateNetwork(props))).toEqual(want);
});

test("service: size, digest, time to stop and doubled names, all at once", () => {
  const props = part<ServiceProps>({
    size: { cpu: 256, memoryMib: 4096, tasks: -1 },
    image: { repository: { name: "r", arn: "a", url: "u" }, digest: "latest" },
    stopTimeoutSeconds: 121,
    environment: { TOKEN: "x" },
    secrets: { TOKEN: { name: "t", arn: "a", key: { arn: "k", id: "k", alias: "k" } } },
  });
  const want = ["size.memoryMib", "size.tasks", "image.digest", "stopTimeoutSeconds", "secrets"];
  expect(fields(validateService(props))).toEqual(want);
});

test("load balancer: one fallback, two zones, and TLS where it is protected", () => {
  const listening = { kind: "http", port: 80 } as const;
  const props = {
    place,
    network,
    safety: "protected",
    listening,
    targetPort: 8080,
    releases: "terraform",
    routes: { a: [], b: [] },
  } as const;
  const want = ["routes", "network.publicSubnetIds", "listening.kind"];
  expect(fields(validateLoadBalancer(props))).toEqual(want);
});

test("alarms: names once, periods within reach", () => {
  const spec = part<AlarmSpec>({ name: "twice", breaching: { periods: 3, of: 2 } });
  const faults = validateAlarms({ place, topic: { arn: "t", name: "t" }, alarms: [spec, spec] });
  expect(fields(faults)).toEqual(["alarms.twice.breaching", "alarms.twice", "alarms.twice.breaching"]);
});

test("the others name their fields too", () => {
  expect(fields(validateKeys({ place, safety: "disposable", rotationDays: 30 }))).toEqual(["rotationDays"]);
  expect(fields(validateLake(part<LakeProps>({ auditLockDays: 0.5 })))).toEqual(["auditLockDays"]);
  expect(fields(validateCatalog(part<CatalogProps>({ scanLimitGib: 0 })))).toEqual(["scanLimitGib"]);
  expect(fields(validateRepositories(part<RepositoriesProps>({ keep: 1 })))).toEqual(["keep"]);
  expect(fields(validateApiToken(part<ApiTokenProps>({ generation: 0 })))).toEqual(["generation"]);
  expect(fields(validateLogGroup(part<LogGroupProps>({ retentionDays: 8 })))).toEqual(["retentionDays"]);
  const retention = part<RetentionProps>({ landingDays: 0, resultsDays: 1.5 });
  expect(fields(validateRetention(retention))).toEqual(["landingDays", "resultsDays"]);
  const queue = part<QueueProps>({ visibilityTimeoutSeconds: 50_000, maxReceives: 0 });
  expect(fields(validateQueue(queue))).toEqual(["visibilityTimeoutSeconds", "maxReceives"]);
  const lambda = part<FunctionProps>({ memoryMib: 64, timeoutSeconds: 901 });
  expect(fields(validateFunction(lambda))).toEqual(["memoryMib", "timeoutSeconds"]);
  expect(fields(validateSchedule(part<ScheduleProps>({ everyMinutes: 0 })))).toEqual(["everyMinutes"]);
  expect(fields(validateRole(part<RoleProps>({ place, name: "x".repeat(60) })))).toEqual(["name"]);
  const tables = part<TablesProps<"t">>({ contracts: { t: { name: "t", partitionKey: "k", sortKey: "k" } } });
  expect(fields(validateTables(tables))).toEqual(["contracts.t.sortKey"]);
});
