import { expect, test } from "vitest";
import { dev } from "../../../environments/dev.ts";
import { prod } from "../../../environments/prod.ts";
import { validateAccountDefaults } from "../../../modules/audit/account-defaults.ts";
import { configRules } from "../../../modules/audit/config-rules.ts";
import { told } from "../../../modules/audit/findings.ts";
import { statementsOf, synthesised } from "../../support/synthesised.ts";

const platforms = [synthesised({ environment: prod }), synthesised({ environment: dev })];
const account = platforms[0]!.stacks["account"]!.resources;
const of = (type: string) => account.filter((r) => r.type === type);

/** What an account has once: a second one would take it from the first. */
const ofAccount = [
  "aws_account_alternate_contact",
  "aws_iam_account_password_policy",
  "aws_iam_service_linked_role",
  "aws_s3_account_public_access_block",
  "aws_securityhub_finding_aggregator",
];
/** What an account has once in each Region. */
const ofRegion = [
  "aws_api_gateway_account",
  "aws_config_configuration_recorder",
  "aws_config_delivery_channel",
  "aws_ebs_encryption_by_default",
  "aws_ebs_snapshot_block_public_access",
  "aws_ec2_instance_metadata_defaults",
  "aws_ecr_registry_scanning_configuration",
  "aws_guardduty_detector",
  "aws_securityhub_account",
  "aws_xray_encryption_config",
];

test("what an account can have only once is in its own stack, once; what a Region can, once for each that is used", () => {
  for (const type of ofAccount) expect(of(type), type).toHaveLength(1);
  for (const type of ofRegion)
    expect(
      of(type)
        .map((r) => String(r.has["provider"] ?? "aws"))
        .sort(),
      type,
    ).toEqual(["aws", "aws.eu-central-1"]);
  for (const type of [...ofAccount, ...ofRegion, "aws_ecr_replication_configuration"])
    for (const one of platforms)
      for (const [name, stack] of Object.entries(one.stacks))
        if (name !== "account")
          expect(
            stack.resources.filter((r) => r.type === type),
            `${type} in ${name}`,
          ).toEqual([]);
});

test("an account that uses one Region guards one", () => {
  const nonprod = platforms[1]!.stacks["account"]!.resources;
  expect(nonprod.filter((r) => r.type === "aws_guardduty_detector")).toHaveLength(1);
  expect(nonprod.filter((r) => r.has["provider"] !== undefined)).toEqual([]);
});

test("Config records everything, in the role that AWS wants for it, into a bucket, and is switched on", () => {
  expect(of("aws_config_configuration_recorder")[0]?.has["recording_group"]).toMatchObject({ all_supported: true });
  expect(of("aws_iam_service_linked_role").map((r) => r.has["aws_service_name"])).toEqual(["config.amazonaws.com"]);
  expect(of("aws_config_configuration_recorder_status")[0]?.has["is_enabled"]).toBe(true);
  expect(of("aws_config_config_rule")).toHaveLength(2 * Object.keys(configRules).length);
  const unscoped = of("aws_config_configuration_recorder").map((r) => r.has["recording_group"]);
  expect(
    unscoped.filter((group) => JSON.stringify(group).includes('"include_global_resource_types":true')),
  ).toHaveLength(1);
});

test("every recorder waits for the role that the account's own Region makes", () => {
  const role = of("aws_iam_service_linked_role")[0]!.address;
  for (const r of of("aws_config_configuration_recorder")) expect(r.has["role_arn"], r.address).toBe(`\${${role}.arn}`);
});

test("rules are named as AWS names them, which is not always how its pages call them", () => {
  for (const { id } of Object.values(configRules)) expect(id).toMatch(/^[A-Z0-9_]+$/);
  expect(configRules["no-remote-administration"]?.id).toBe("INCOMING_SSH_DISABLED");
});

test("each rule of Config says which controls ask for it", () => {
  for (const [name, { controls }] of Object.entries(configRules)) {
    expect(controls.length, name).toBeGreaterThan(0);
    for (const control of controls) expect(control, name).toMatch(/^(CIS \d+(\.\d+)+|[A-Za-z0-9]+\.\d+)$/);
  }
});

test("GuardDuty is on, and says of each feature whether it is", () => {
  expect(of("aws_guardduty_detector")[0]?.has["enable"]).toBe(true);
  const features = Object.fromEntries(
    of("aws_guardduty_detector_feature").map((r) => [r.has["name"], r.has["status"]]),
  );
  expect(features).toMatchObject({ S3_DATA_EVENTS: "ENABLED", RUNTIME_MONITORING: "DISABLED" });
});

test("findings that cannot wait reach the account's topic, as a sentence with a runbook", () => {
  const rules = of("aws_cloudwatch_event_rule").map(
    (r) => JSON.parse(String(r.has["event_pattern"])) as { source: string[] },
  );
  expect(rules.flatMap((r) => r.source).sort()).toEqual([
    "aws.access-analyzer",
    "aws.guardduty",
    "aws.securityhub",
    "aws.securityhub",
    "aws.securityhub",
  ]);
  expect(JSON.stringify(told["threats"]?.pattern)).toContain('"numeric":[">=",7]');
  for (const { has } of of("aws_cloudwatch_event_target")) {
    expect(has["arn"]).toMatch(/aws_sns_topic\.topic_/);
    expect(JSON.stringify(has["input_transformer"])).toContain("docs/runbooks/account-finding.md");
  }
  for (const { says, text } of Object.values(told))
    for (const name of Object.keys(says)) expect(text).toContain(`<${name}>`);
});

test("what detectors find in another Region reaches people, once: Security Hub carries it home", () => {
  interface Imported {
    readonly detail: { readonly findings?: Readonly<Record<string, unknown>> };
  }
  const rules = of("aws_cloudwatch_event_rule").map((r) => JSON.parse(String(r.has["event_pattern"])) as Imported);
  const carried = rules.flatMap(({ detail: { findings = {} } }) => [findings]).filter((f) => f["Region"] !== undefined);
  for (const f of carried) expect(f["Region"]).toEqual([{ "anything-but": "eu-west-1" }]);
  expect(carried.flatMap((f) => f["ProductName"])).toEqual(
    expect.arrayContaining(["GuardDuty", "IAM Access Analyzer"]),
  );
  const exposure = carried.find((f) => JSON.stringify(f["ProductName"]).includes("Analyzer"));
  // Security Hub calls it LOW when one other account is let in.
  expect(exposure).not.toHaveProperty("Severity");
  expect(of("aws_securityhub_finding_aggregator")[0]?.has["specified_regions"]).toEqual(["eu-central-1"]);
  const alone = platforms[1]!.stacks["account"]!.resources.filter((r) => r.type === "aws_cloudwatch_event_rule");
  expect(alone).toHaveLength(Object.keys(told).length);
});

test("traces are encrypted with a key of ours in each Region that makes them, and administrators read none without X-Ray", () => {
  const keys = Object.fromEntries(
    of("aws_xray_encryption_config").map((r) => [r.has["provider"] ?? "aws", r.has["key_id"]]),
  );
  expect(keys).toEqual({
    aws: `\${aws_kms_key.key_production-audit_eu-west-1.arn}`,
    "aws.eu-central-1": `\${aws_kms_key.key_production-traces_eu-central-1.arn}`,
  });
  const there = of("aws_kms_key").find((r) => r.address.endsWith("traces_eu-central-1"))!;
  expect(there.has["provider"]).toBe("aws.eu-central-1");
  const [refused, ...more] = statementsOf(there).filter((s) => s.Effect === "Deny");
  expect(more).toEqual([]);
  expect(refused?.Condition).toMatchObject({ StringNotLike: { "kms:ViaService": ["xray.*.amazonaws.com"] } });
});

test("images are copied for environments that recover elsewhere, and for no other", () => {
  expect(JSON.stringify(of("aws_ecr_replication_configuration"))).toMatch(/eu-central-1.*"cap-prod\/"/);
  expect(platforms[1]!.of("aws_ecr_replication_configuration")).toEqual([]);
});

test("AWS is told whom to call, by an address and a number that it can use", () => {
  const contact = { name: "n", title: "t", email: "nobody", phone: "555" };
  expect(validateAccountDefaults({ contact }).map((f) => f.field)).toEqual(["contact.email", "contact.phone"]);
});
