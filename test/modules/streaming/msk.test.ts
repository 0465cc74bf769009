import { expect, test } from "vitest";
import { prodStandard } from "../../../environments/prod.ts";
import { statementsOf, synthesised } from "../../support/synthesised.ts";
import { buses, prod } from "./support.ts";

const [standard, express, serverless] = [buses.standard(), buses.express(), buses.serverless()];
const only = (platform: typeof standard, type: string) => {
  const found = platform.of(type);
  expect(found, type).toHaveLength(1);
  return found[0]!.has;
};
const text = (value: unknown): string => JSON.stringify(value);

test("brokers take nobody without TLS and a proof of who it is, and speak TLS among themselves", () => {
  for (const platform of [standard, express]) {
    const cluster = only(platform, "aws_msk_cluster");
    expect(cluster["encryption_info"]).toMatchObject({
      encryption_in_transit: { client_broker: "TLS", in_cluster: true },
    });
    expect(cluster["client_authentication"]).toMatchObject({ unauthenticated: false, sasl: { iam: true } });
  }
  expect(only(serverless, "aws_msk_serverless_cluster")["client_authentication"]).toEqual({
    sasl: { iam: { enabled: true } },
  });
});

test("disks are under the key of events, and what brokers log under the key of operations, with an end", () => {
  for (const platform of [standard, express]) {
    const cluster = only(platform, "aws_msk_cluster");
    expect(text(cluster["encryption_info"])).toContain("key_events");
    const logs = platform.of("aws_cloudwatch_log_group").find((r) => r.has["name"] === "/cap/prod/brokers");
    expect(logs?.has["kms_key_id"]).toContain("key_operations");
    expect(logs?.has["retention_in_days"]).toBe(prod.logs.retentionDays);
    expect(text(cluster["logging_info"])).toContain(logs?.address);
  }
});

test("brokers sit in isolated subnets, one set in each zone", () => {
  for (const platform of [standard, express]) {
    const cluster = only(platform, "aws_msk_cluster");
    const { client_subnets: subnets } = cluster["broker_node_group_info"] as { client_subnets: string[] };
    expect(subnets).toHaveLength(prod.network.zones);
    expect(subnets.every((s) => s.includes("isolated"))).toBe(true);
    expect(Number(cluster["number_of_broker_nodes"]) % prod.network.zones).toBe(0);
  }
  expect(text(only(serverless, "aws_msk_serverless_cluster")["vpc_config"])).toContain("isolated");
});

test("only the services reach brokers, and only at the ports of the proofs that the environment takes", () => {
  const portsInto = (platform: typeof standard): unknown[] =>
    platform
      .of("aws_vpc_security_group_ingress_rule")
      .filter((r) => String(r.has["security_group_id"]).includes("brokers"))
      .map((r) => {
        expect(String(r.has["referenced_security_group_id"])).toContain("services");
        return r.has["from_port"];
      });
  expect(portsInto(standard).sort()).toEqual([9096, 9098]);
  expect(portsInto(express)).toEqual([9098]);
  expect(portsInto(serverless)).toEqual([9098]);
});

test("disks grow up to the environment's limit and Terraform leaves their size alone from then on", () => {
  const target = standard.of("aws_appautoscaling_target").find((r) => r.has["service_namespace"] === "kafka");
  expect(target?.has["max_capacity"]).toBe(500);
  const policy = standard.of("aws_appautoscaling_policy").find((r) => r.has["name"] === "cap-prod-broker-storage");
  expect(policy?.has["target_tracking_scaling_policy_configuration"]).toMatchObject({ disable_scale_in: true });
  const { ignore_changes: ignored } = only(standard, "aws_msk_cluster")["lifecycle"] as { ignore_changes: string[] };
  expect(ignored).toEqual(["broker_node_group_info[0].storage_info[0].ebs_storage_info[0].volume_size"]);
});

test("where disks do not grow by themselves, their size stays Terraform's", () => {
  const tier = { kind: "standard", instance: "kafka.m7g.large", storageGib: 100 } as const;
  const fixed = synthesised({
    environment: { ...prod, streaming: { kind: "msk-provisioned", tier, brokersPerZone: 1, transport: "tls" } },
  });
  expect(fixed.of("aws_appautoscaling_target").some((r) => r.has["service_namespace"] === "kafka")).toBe(false);
  expect(only(fixed, "aws_msk_cluster")["lifecycle"]).toMatchObject({ ignore_changes: [] });
});

test("Express brokers are asked for no storage", () => {
  expect(only(express, "aws_msk_cluster")["broker_node_group_info"]).not.toHaveProperty("storage_info");
  expect(express.of("aws_appautoscaling_target").some((r) => r.has["service_namespace"] === "kafka")).toBe(false);
});

test("metrics beyond the free ones are there where they are asked for", () => {
  expect(only(standard, "aws_msk_cluster")["enhanced_monitoring"]).toBe("DEFAULT");
  const { streaming, ...rest } = prodStandard;
  if (streaming.kind !== "msk-provisioned") return expect.unreachable();
  const asked = synthesised({ environment: { ...rest, streaming: { ...streaming, metrics: "topic" } } });
  expect(only(asked, "aws_msk_cluster")["enhanced_monitoring"]).toBe("PER_TOPIC_PER_BROKER");
});

test("the user's password never enters a plan, its secret is one that MSK looks at, under a key of ours", () => {
  const secret = standard.of("aws_secretsmanager_secret").find((r) => r.address.includes("kafka"));
  expect(secret?.has["name"]).toBe("AmazonMSK_cap-prod-agents");
  expect(secret?.has["kms_key_id"]).toContain("key_operations");
  const version = standard.of("aws_secretsmanager_secret_version").find((r) => r.address.includes("kafka"));
  expect(version?.has["secret_string"]).toBeUndefined();
  expect(version?.has["secret_string_wo"]).toMatch(/^\$\{jsonencode\(.*ephemeral\./);
  const association = only(standard, "aws_msk_scram_secret_association");
  expect(text(association["secret_arn_list"])).toContain(secret?.address);
  expect(association["depends_on"]).toContain(version?.address);
});

test("only MSK, on behalf of our account, may read that secret by its own policy", () => {
  const policy = standard.of("aws_secretsmanager_secret_policy").find((r) => text(r.has).includes("kafka"))!;
  const allowed = statementsOf(policy).filter((s) => s.Effect === "Allow");
  expect(allowed).toHaveLength(1);
  expect(allowed[0]).toMatchObject({
    // The name that MSK gives to a statement of its own, which it adds where none is.
    Sid: "AWSKafkaResourcePolicy",
    Principal: { Service: "kafka.amazonaws.com" },
    Action: ["secretsmanager:GetSecretValue"],
    Condition: { StringEquals: { "aws:SourceAccount": prod.account } },
  });
});

test("without SCRAM there is no user", () => {
  expect(express.of("aws_msk_scram_secret_association")).toEqual([]);
  expect(express.of("aws_secretsmanager_secret").some((r) => r.address.includes("kafka"))).toBe(false);
});

test("the cluster of a protected environment cannot be destroyed", () => {
  expect(only(standard, "aws_msk_cluster")["lifecycle"]).toMatchObject({ prevent_destroy: true });
  expect(only(serverless, "aws_msk_serverless_cluster")["lifecycle"]).toMatchObject({ prevent_destroy: true });
});

const busUrl = (platform: typeof standard): string => {
  const task = platform.of("aws_ecs_task_definition").find((r) => r.has["family"] === "cap-prod-lake");
  const [container] = JSON.parse(String(task?.has["container_definitions"])) as [
    { environment: { name: string; value: string }[] },
  ];
  return container.environment.find((e) => e.name === "BUS_URL")?.value ?? "";
};

test("services are told to come with TLS and IAM; where the emulated AWS stands in, in the clear", () => {
  const real = synthesised({ environment: prod, emulated: false });
  expect(busUrl(real)).toBe(`kafka+iam://\${aws_msk_cluster.msk_cluster.bootstrap_brokers_sasl_iam}`);
  expect(busUrl(standard)).toBe(`kafka://\${aws_msk_cluster.msk_cluster.bootstrap_brokers_sasl_iam}`);
});

test("clients find brokers by names that the VPC resolves", () => {
  for (const platform of [standard, express, serverless])
    expect(only(platform, "aws_vpc")["enable_dns_hostnames"]).toBe(true);
});
