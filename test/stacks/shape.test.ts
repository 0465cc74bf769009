import { expect, test } from "vitest";
import { local as embeddedEnvironment } from "../../environments/local.ts";
import { prod } from "../../environments/prod.ts";
import { synthesised, synthesisedAnew } from "../support/synthesised.ts";

const embedded = synthesised();
const kafka = synthesised({ kafka: true });

test("local is a whole environment: at least 90 resources of at least 45 types", () => {
  expect(embedded.resources.length).toBeGreaterThanOrEqual(90);
  expect(new Set(embedded.resources.map((r) => r.type)).size).toBeGreaterThanOrEqual(45);
});

test("prod has at least 330 resources of at least 150 types", () => {
  const resources = Object.values(synthesised({ environment: prod }).stacks).flatMap((stack) => stack.resources);
  expect(resources.length).toBeGreaterThanOrEqual(330);
  expect(new Set(resources.map((r) => r.type)).size).toBeGreaterThanOrEqual(150);
});

test("the same input gives the same bytes", () => {
  const again = synthesisedAnew();
  expect(again.durable.text).toBe(embedded.durable.text);
  expect(again.runtime.text).toBe(embedded.runtime.text);
});

test("another commit changes the manifests and nothing else", () => {
  const later = synthesised({ commit: "fedcba987654" });
  const before = new Map(embedded.resources.map((r) => [r.address, JSON.stringify(r.has)]));
  const changed = later.resources.filter((r) => before.get(r.address) !== JSON.stringify(r.has));
  expect(changed.map((r) => r.type)).toEqual(["aws_ssm_parameter", "aws_ssm_parameter"]);
});

test("brokers change nothing but what speaks of the bus", () => {
  expect(kafka.durable.text).toBe(embedded.durable.text);
  const before = new Map(embedded.resources.map((r) => [r.address, JSON.stringify(r.has)]));
  const gone = [...before.keys()].filter((address) => !kafka.resources.some((r) => r.address === address));
  expect(gone).toEqual([]);
  const changed = kafka.resources.filter(
    (r) => before.has(r.address) && before.get(r.address) !== JSON.stringify(r.has),
  );
  const speaking = ["aws_cloudwatch_dashboard", "aws_ecs_task_definition", "aws_ssm_parameter"];
  expect([...new Set(changed.map((r) => r.type))].sort()).toEqual(speaking);
  const added = kafka.resources.filter((r) => !before.has(r.address));
  expect(added.every((r) => /\.(streaming_|msk_|alarms_(broker|partitions|controller|lag))/.test(r.address))).toBe(
    true,
  );
  expect(kafka.of("aws_msk_cluster")).toHaveLength(1);
});

test("a state is a file beside the others, named after its stack, by a path that can be moved", () => {
  for (const [name, stack] of Object.entries({ durable: embedded.durable, runtime: embedded.runtime })) {
    const { terraform } = JSON.parse(stack.text) as { terraform: { backend: unknown } };
    expect(terraform.backend).toEqual({ local: { path: `../../states/${name}.tfstate` } });
  }
});

test("everything is tagged with its project, environment, stack and part; nothing with the commit", () => {
  for (const stack of [embedded.durable, embedded.runtime]) {
    const { provider } = JSON.parse(stack.text) as { provider: { aws: { default_tags: { tags: object }[] }[] } };
    const tags = provider.aws[0]?.default_tags[0]?.tags ?? {};
    expect(Object.keys(tags).sort()).toEqual(["Environment", "ManagedBy", "Project", "Stack", "Team"]);
  }
  const tagged = embedded.resources.filter((r) => r.has["tags"] !== undefined);
  expect(tagged.length).toBeGreaterThan(60);
  for (const r of tagged) expect(r.has["tags"], r.address).toHaveProperty("Component");
});

test("names stay within what AWS allows", () => {
  const longest: Readonly<Record<string, number>> = {
    aws_iam_role: 64,
    aws_lb: 32,
    aws_lb_target_group: 32,
    aws_lambda_function: 64,
    aws_sqs_queue: 80,
    aws_s3_bucket: 63,
  };
  const network = { ...embeddedEnvironment.network, cidr: "10.200.0.0/16", egress: "nat-instance" } as const;
  const observability = { ...embeddedEnvironment.observability, notify: ["platform@cap.example.com"] };
  const twelve = { ...embeddedEnvironment, name: "abcdefghijkl", network, observability };
  for (const r of synthesised({ environment: twelve }).resources) {
    const limit = longest[r.type];
    const name = String(r.has["name"] ?? r.has["function_name"] ?? r.has["bucket"]);
    if (limit !== undefined) expect(name.length, `${r.address}: ${name}`).toBeLessThanOrEqual(limit);
  }
});

test("where releases are promoted, Terraform leaves the task definition to the deploy tool, and nothing else", () => {
  const promoted = synthesised({ environment: { ...embeddedEnvironment, releases: "promoted" } });
  for (const r of promoted.of("aws_ecs_service"))
    expect(r.has["lifecycle"]).toEqual({ ignore_changes: ["task_definition"] });
  for (const r of embedded.of("aws_ecs_service")) expect(r.has["lifecycle"]).toEqual({ ignore_changes: [] });
});
