import { expect, test } from "vitest";
import { nonprod } from "../../../environments/accounts.ts";
import { dev } from "../../../environments/dev.ts";
import { staging } from "../../../environments/staging.ts";
import { validateCi } from "../../../modules/bootstrap/ci.ts";
import { validateGithub } from "../../../modules/bootstrap/github.ts";
import { longestPolicy } from "../../../modules/identity/operator-role.ts";
import { type PolicyStatement, statementsOf, synthesised } from "../../support/synthesised.ts";

const platform = synthesised({ environment: dev });
const other = synthesised({ environment: staging });

const policiesOf = (role: "plan" | "apply"): PolicyStatement[] =>
  platform
    .of("aws_iam_policy")
    .filter((r) => String(r.has["name"]).startsWith(`cap-nonprod-${role}-`))
    .flatMap((r) => statementsOf(r));
const allowed = (role: "plan" | "apply") => policiesOf(role).filter((s) => s.Effect === "Allow");
const trustOf = (role: string) => {
  const found = platform.of("aws_iam_role").find((r) => r.has["name"] === `cap-nonprod-${role}`)!;
  return statementsOf(found, "assume_role_policy");
};

test("dev and staging share an account: they make the same bytes of bootstrap and account", () => {
  for (const stack of ["bootstrap", "account"]) {
    expect(platform.stacks[stack]?.text).toBe(other.stacks[stack]?.text);
    expect(platform.stacks[stack]?.resources.length).toBeGreaterThan(30);
  }
});

test.each([
  ["plan", ["pull_request", "ref:refs/heads/main"]],
  ["apply", ["environment:nonprod", "environment:dev", "environment:staging"]],
])("%s is for runs of our repository with these subjects, compared whole", (role, subjects) => {
  const host = "token.actions.githubusercontent.com";
  expect(trustOf(role)).toEqual([
    expect.objectContaining({
      Action: ["sts:AssumeRoleWithWebIdentity"],
      Condition: {
        StringEquals: {
          [`${host}:aud`]: "sts.amazonaws.com",
          [`${host}:sub`]: subjects.map((subject) => `repo:${nonprod.repository}:${subject}`),
        },
      },
    }),
  ]);
});

test("plan changes nothing but the lock beside a state", () => {
  const writes = allowed("plan").filter((s) =>
    s.Action.some((a) => !/:(Get|List|Describe|Decrypt|GenerateDataKey)/.test(a)),
  );
  expect(writes.map((s) => s.Action)).toEqual([["s3:PutObject", "s3:DeleteObject"]]);
  for (const resource of writes.flatMap((s) => s.Resource)) expect(resource).toMatch(/\/\*\.tflock$/);
});

test("plan sees no secret, no object, no item, no log line", () => {
  const denied = policiesOf("plan").filter((s) => s.Effect === "Deny");
  const refused = denied.flatMap((s) => s.Action);
  for (const action of [
    "secretsmanager:GetSecretValue",
    "s3:GetObject",
    "dynamodb:GetItem",
    "dynamodb:Scan",
    "logs:GetLogEvents",
  ])
    expect(refused).toContain(action);
  const objects = denied.find((s) => s.Action.includes("s3:GetObject")) as unknown as { NotResource: string[] };
  for (const resource of objects.NotResource) expect(resource).toMatch(/bucket_states_.*\/\*$/);
});

test("what apply may change is listed action by action", () => {
  const actions = allowed("apply").flatMap((s) => s.Action);
  expect(actions.length).toBeGreaterThan(400);
  expect(actions.filter((a) => a.includes("*"))).toEqual([]);
});

test("whatever apply may do everywhere is held to our Regions, except where AWS has one place for all of them", () => {
  const wild = allowed("apply").filter((s) => s.Resource.includes("*"));
  const global = wild.filter((s) => !JSON.stringify(s.Condition ?? "").includes("aws:RequestedRegion"));
  expect(global.flatMap((s) => s.Action).sort()).toEqual([
    "ce:ListCostAllocationTags",
    "ce:UpdateCostAllocationTagsStatus",
    "iam:UpdateAccountPasswordPolicy",
  ]);
});

test("apply makes roles under the workloads' ceiling only, and reaches none of the operators'", () => {
  const iam = allowed("apply").filter((s) => s.Action.some((a) => /^iam:.*Role|^iam:.*Polic/.test(a)));
  for (const resource of iam.flatMap((s) => s.Resource)) expect(resource).not.toMatch(/:role\/(bootstrap|\*)/);
  const giving = iam.filter((s) =>
    s.Action.some((a) => ["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy"].includes(a)),
  );
  expect(giving).toHaveLength(1);
  expect(giving[0]?.Condition).toEqual({
    StringEquals: { "iam:PermissionsBoundary": "arn:aws:iam::210987654321:policy/bootstrap/cap-workloads" },
  });
});

test("apply writes the states of its environments, and never bootstrap's", () => {
  const keys = allowed("apply")
    .filter((s) => s.Action.includes("s3:PutObject"))
    .flatMap((s) => s.Resource)
    .map((r) => r.replace(/^\$\{.*?\}\//, ""));
  expect(keys.sort()).toEqual(["*.tflock", "dev/*", "nonprod/account.tfstate", "staging/*"]);
});

test("the operators' ceiling refuses what no approval may lift", () => {
  const policy = platform.of("aws_iam_policy").find((r) => r.has["name"] === "cap-operators")!;
  const refused = statementsOf(policy).filter((s) => s.Effect === "Deny");
  const actions = refused.flatMap((s) => s.Action);
  for (const action of [
    "iam:CreateUser",
    "iam:CreateAccessKey",
    "cloudtrail:StopLogging",
    "guardduty:DeleteDetector",
    "iam:DeleteRolePermissionsBoundary",
  ])
    expect(actions).toContain(action);
  const keys = refused.find((s) => s.Action.includes("kms:ScheduleKeyDeletion"));
  expect(JSON.stringify(keys?.Condition)).toContain('"nonprod"');
});

test("every policy of operators fits into what IAM takes", () => {
  for (const r of platform.of("aws_iam_policy")) {
    const real = String(r.has["policy"]).replaceAll(
      /\$\{[^}]*\}/g,
      "arn:aws:s3:::cap-states-210987654321-eu-central-1",
    );
    expect(real.length, r.address).toBeLessThanOrEqual(longestPolicy);
  }
});

test("a repository is named whole, and so is who approves", () => {
  expect(validateGithub({ repository: "example/*" })).toHaveLength(1);
  const props = { approvedBy: ["*"], writes: ["*"] } as unknown as Parameters<typeof validateCi>[0];
  expect(validateCi(props).map((f) => f.field)).toEqual(["approvedBy", "writes"]);
});
