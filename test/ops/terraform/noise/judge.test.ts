import { describe, expect, it, test } from "vitest";
import { differencesOf } from "../../../../ops/terraform/differences.ts";
import { rules } from "../../../../ops/terraform/noise/index.ts";
import { judge } from "../../../../ops/terraform/noise/judge.ts";
import type { NoiseRule } from "../../../../ops/terraform/noise/rule.ts";
import { changeOf, heldResource, planWith } from "../../../support/plans.ts";
import fc from "../../../support/properties.ts";

const told = (parts: Parameters<typeof planWith>[0], others?: Parameters<typeof judge>[1]) => {
  const { noise, drift } = judge(planWith(parts), others);
  return {
    noise: noise.map((n) => `${n.address} ${n.attribute} ${n.rule}`),
    drift: drift.map((d) => `${d.resource.address} ${d.path}`),
  };
};

describe("noise and drift told apart", () => {
  test("of one resource, each attribute for itself", () =>
    expect(
      told({
        resource_drift: [
          changeOf("aws_lb.b", {
            before: { tags: null, subnets: ["a", "b"], idle_timeout: 60 },
            after: { tags: {}, subnets: ["b", "a"], idle_timeout: 3600 },
          }),
        ],
      }),
    ).toEqual({
      noise: ["aws_lb.b tags null-against-empty", "aws_lb.b subnets order"],
      drift: ["aws_lb.b idle_timeout"],
    }));

  test("of one attribute, the part that no rule explains", () =>
    expect(
      told({
        resource_drift: [
          changeOf("aws_network_acl.a", {
            before: { ingress: [{ icmp_code: null, protocol: "tcp", action: "deny" }] },
            after: { ingress: [{ icmp_code: 0, protocol: "6", action: "allow" }] },
          }),
        ],
      }),
    ).toEqual({
      noise: [
        "aws_network_acl.a ingress[0].icmp_code told-default",
        "aws_network_acl.a ingress[0].protocol protocol-number",
      ],
      drift: ["aws_network_acl.a ingress[0].action"],
    }));

  test("by what another state has", () => {
    const resource_drift = [
      changeOf("aws_s3_bucket.b", { before: { bucket: "b", policy: "" }, after: { bucket: "b", policy: "{}" } }),
    ];
    const others = [heldResource("aws_s3_bucket_policy.p", { bucket: "b" })];
    expect(told({ resource_drift }).drift).toEqual(["aws_s3_bucket.b policy"]);
    expect(told({ resource_drift }, others).drift).toEqual([]);
  });

  test("a resource of the plan that is given beside it as well counts once", () => {
    const held = [heldResource("aws_iam_role_policy_attachment.a", { policy_arn: "arn:p" })];
    const resource_drift = [
      changeOf("aws_iam_policy.p", {
        before: { arn: "arn:p", attachment_count: 0 },
        after: { arn: "arn:p", attachment_count: 1 },
      }),
    ];
    expect(told({ resource_drift, held }, held).drift).toEqual([]);
  });

  test("a resource that is gone is drift, whatever it held", () =>
    expect(told({ resource_drift: [changeOf("aws_flow_log.f", { before: {}, after: null })] })).toEqual({
      noise: [],
      drift: ["aws_flow_log.f (all)"],
    }));
});

describe("every rule", () => {
  it("has a name of its own, in kebab case, and a reason", () => {
    expect(new Set(rules.map((r) => r.name)).size).toBe(rules.length);
    for (const { name, why } of rules) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(why).not.toBe("");
    }
  });

  // Types and attributes that rules know by name, without anything in the states that could explain them.
  const known = [
    ["aws_security_group", "ingress"],
    ["aws_iam_role", "inline_policy"],
    ["aws_iam_role", "managed_policy_arns"],
    ["aws_iam_policy", "attachment_count"],
    ["aws_route_table", "route"],
    ["aws_default_network_acl", "subnet_ids"],
    ["aws_lb_target_group", "load_balancer_arns"],
    ["aws_eip", "association_id"],
    ["aws_dynamodb_table", "replica"],
    ["aws_s3_bucket", "policy"],
    ["aws_network_acl", "ingress"],
    ["aws_lb", "name"],
  ] as const;

  test("explains no difference of two values by nothing but themselves", () => {
    const value = fc.oneof(
      fc.string({ minLength: 1 }).filter((s) => !/^(icmp|tcp|udp|icmpv6|all|-?\d+)$/.test(s)),
      fc.integer({ min: 1 }),
      fc.constant(true),
    );
    const list = fc.array(value, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.constantFrom(...known), fc.oneof(value, list), fc.oneof(value, list), ([type, at], a, b) => {
        fc.pre(sorted(a) !== sorted(b));
        const { drift } = told({
          resource_drift: [changeOf(`${type}.x`, { before: { [at]: a }, after: { [at]: b } })],
        });
        expect(drift.length).toBeGreaterThan(0);
      }),
    );
  });
});

/** Text that is the same for lists in any order. */
const sorted = (v: unknown): string => JSON.stringify(Array.isArray(v) ? v.map((e) => JSON.stringify(e)).sort() : v);

describe("nothing is lost", () => {
  // Keys that paths can tell apart, as those of the provider's schemas are.
  const key = fc.string({ minLength: 1 }).filter((k) => !/[.[\]]/.test(k));
  const tree = fc.object({ key, values: [fc.string(), fc.integer(), fc.boolean(), fc.constant(null)] });
  const nobody: NoiseRule = { name: "nobody", why: "explains nothing", explains: () => false };
  const everybody: NoiseRule = { name: "everybody", why: "explains all", explains: () => true };

  test("every difference is noise or drift, and none is both", () =>
    fc.assert(
      fc.property(tree, tree, (before, after) => {
        const resource = changeOf("aws_lb.b", { before, after });
        const { noise, drift } = judge(planWith({ resource_drift: [resource] }));
        const said = [...noise.map((n) => n.attribute), ...drift.map((d) => d.path)];
        for (const { path } of differencesOf(resource)) expect(said.filter((by) => isIn(path, by))).toHaveLength(1);
      }),
    ));

  test("without a rule all is drift; with one that explains all, nothing is", () =>
    fc.assert(
      fc.property(tree, tree, (before, after) => {
        const plan = planWith({ resource_drift: [changeOf("aws_lb.b", { before, after })] });
        const all = [...differencesOf(changeOf("aws_lb.b", { before, after }))].length;
        expect(judge(plan, [], [nobody]).drift).toHaveLength(all);
        expect(judge(plan, [], [everybody]).drift).toEqual([]);
      }),
    ));
});

const isIn = (path: string, by: string): boolean =>
  path === by || path.startsWith(`${by}.`) || path.startsWith(`${by}[`);
