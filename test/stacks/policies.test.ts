import { expect, test } from "vitest";
import { type PolicyStatement, type Resource, statementsOf, synthesised } from "../support/synthesised.ts";

const platforms = { embedded: synthesised(), kafka: synthesised({ kafka: true }) };

const attributes: Readonly<Record<string, string>> = {
  aws_iam_role: "assume_role_policy",
  aws_iam_role_policy: "policy",
  aws_kms_key: "policy",
  aws_s3_bucket_policy: "policy",
  aws_sqs_queue_policy: "policy",
  aws_sns_topic_policy: "policy",
  aws_vpc_endpoint: "policy",
};

/** Actions that AWS cannot scope to a resource; each with the reason why the platform needs it. */
const unscopable: Readonly<Record<string, string>> = {
  "ecr:GetAuthorizationToken": "a registry token is for the whole registry",
  "cloudwatch:PutMetricData": "CloudWatch knows no resource; the namespace is a condition",
};

const policies = (resources: readonly Resource[]): [string, PolicyStatement][] =>
  resources.flatMap((r) => {
    const attribute = attributes[r.type];
    if (attribute === undefined) return [];
    return statementsOf(r, attribute).map((s): [string, PolicyStatement] => [r.address, s]);
  });

const isKeyPolicy = (address: string): boolean => address.startsWith("aws_kms_key.");

for (const [name, platform] of Object.entries(platforms)) {
  const allowed = policies(platform.resources).filter(([, s]) => s.Effect === "Allow");

  test(`${name}: no policy allows an action by wildcard, except a key's own for its account`, () => {
    const wild = allowed.filter(([address, s]) => !isKeyPolicy(address) && s.Action.some((a) => a.includes("*")));
    expect(wild).toEqual([]);
  });

  test(`${name}: no policy allows every resource, except where AWS knows none`, () => {
    const wild = allowed.filter(
      ([address, s]) =>
        !isKeyPolicy(address) && (s.Resource ?? []).includes("*") && !s.Action.every((a) => a in unscopable),
    );
    expect(wild).toEqual([]);
  });

  test(`${name}: every service principal is held to our account, except Lambda and EventBridge, which do not say it`, () => {
    const open = allowed.filter(([address, s]) => {
      const principal = (s as { Principal?: { Service?: string } }).Principal;
      if (principal?.Service === "lambda.amazonaws.com") return false;
      const silent = isKeyPolicy(address) || address.startsWith("aws_sns_topic_policy.");
      if (silent && principal?.Service === "events.amazonaws.com") return false;
      return principal?.Service !== undefined && !/SourceAccount|SourceArn|EncryptionContext/.test(JSON.stringify(s));
    });
    expect(open).toEqual([]);
  });
}

test("every type that carries a policy document is looked at", () => {
  const carriers = platforms.kafka.resources.filter((r) => JSON.stringify(r.has).includes('\\"Statement\\"'));
  expect([...new Set(carriers.map((r) => r.type))].filter((type) => !(type in attributes))).toEqual([]);
});

test("the metric permission is bound to the platform's namespace", () => {
  const [, put] = policies(platforms.embedded.resources).find(([, s]) =>
    s.Action.includes("cloudwatch:PutMetricData"),
  )!;
  expect(put.Condition).toEqual({ StringEquals: { "cloudwatch:namespace": "CAP" } });
});
