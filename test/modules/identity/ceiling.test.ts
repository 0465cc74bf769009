import { expect, test } from "vitest";
import { takers } from "../../../modules/bootstrap/apply/roles.ts";
import { operatorsCeiling } from "../../../modules/bootstrap/operators-ceiling.ts";
import { workloadsCeiling } from "../../../modules/bootstrap/workloads-ceiling.ts";
import { longestPolicy } from "../../../modules/identity/operator-role.ts";
import { policyDocument } from "../../../modules/identity/policy.ts";
import { everywhere } from "../../support/everywhere.ts";
import { statementsOf } from "../../support/synthesised.ts";

const place = { name: "production", account: "345678901234", region: "eu-west-1" };
const guarded = everywhere.filter((one) => one.stacks["account"] !== undefined);
const roles = guarded.flatMap((one) => one.of("aws_iam_role"));
const workloads = roles.filter((r) => r.has["path"] !== "/bootstrap/");

test("every role stands under a ceiling, except those of people, who mend it or only have what AWS keeps", () => {
  const free = roles.filter((r) => r.has["permissions_boundary"] === undefined).map((r) => String(r.has["name"]));
  expect([...new Set(free.map((name) => name.split("-").at(-1)))].sort()).toEqual([
    "administrator",
    "auditor",
    "support",
  ]);
  expect(workloads.length).toBeGreaterThan(50);
  for (const r of workloads)
    expect(r.has["permissions_boundary"], r.address).toMatch(/policy\/bootstrap\/cap-workloads$/);
});

test("where nobody's account has a ceiling, roles name none", () => {
  const local = everywhere.find((one) => one.stacks["bootstrap"] === undefined)!;
  for (const r of local.of("aws_iam_role")) expect(r.has).not.toHaveProperty("permissions_boundary");
});

test("the workloads' ceiling has room for what each role is granted, and no more", () => {
  const granted = everywhere.flatMap((one) =>
    one.of("aws_iam_role_policy").flatMap((r) =>
      statementsOf(r)
        .filter((s) => s.Effect === "Allow")
        .flatMap((s) => s.Action),
    ),
  );
  const room = workloadsCeiling(place).flatMap((s) => s.Action);
  expect([...new Set(granted)].sort()).toEqual([...room].sort());
});

test("a ceiling fits into a policy of IAM", () => {
  const regions = ["eu-west-1", "eu-central-1"];
  const operators = operatorsCeiling({ place, regions, guarded: ["prod", "prod-dr"] });
  for (const statements of [workloadsCeiling(place), operators])
    expect(policyDocument(statements).length).toBeLessThanOrEqual(longestPolicy);
});

test("the workloads' ceiling lets nobody change who may do what", () => {
  const actions = workloadsCeiling(place).flatMap((s) => s.Action);
  expect(actions.filter((a) => /^(iam|sts|organizations|account):|\*/.test(a))).toEqual([]);
});

test("CI hands roles to the services that take up one of ours, and to no other", () => {
  const asked = workloads.flatMap((r) =>
    statementsOf(r, "assume_role_policy").map(
      (s) => (s as unknown as { Principal: { Service: string } }).Principal.Service,
    ),
  );
  const ofServices = new Set(asked.filter((service) => service !== undefined));
  expect([...ofServices].sort()).toEqual([...takers].sort());
});
