import { expect, test } from "vitest";
import { names } from "../../../contracts/names.ts";
import { nonprod, production } from "../../../environments/accounts.ts";
import { dev } from "../../../environments/dev.ts";
import { prod } from "../../../environments/prod.ts";
import { staging } from "../../../environments/staging.ts";
import { linked } from "../../../modules/bootstrap/apply/roles.ts";
import { validateCi } from "../../../modules/bootstrap/ci.ts";
import { validateGithub } from "../../../modules/bootstrap/github.ts";
import { longestPolicy } from "../../../modules/identity/operator-role.ts";
import { keyUsers } from "../../../modules/keys/key-users.ts";
import { type PolicyStatement, type Synthesised, statementsOf, synthesised } from "../../support/synthesised.ts";

const platform = synthesised({ environment: dev });
const other = synthesised({ environment: staging });
const guarded = synthesised({ environment: prod });

interface Providers {
  readonly provider: { readonly aws: readonly { readonly region: string }[] };
}

type CiRole = "plan" | "drift" | "apply";
const policiesOf = (role: CiRole, of: Synthesised = platform): PolicyStatement[] =>
  of
    .of("aws_iam_policy")
    .filter((r) => new RegExp(`^cap-(nonprod|production)-${role}-`).test(String(r.has["name"])))
    .flatMap((r) => statementsOf(r));
const allowed = (role: CiRole, of?: Synthesised) => policiesOf(role, of).filter((s) => s.Effect === "Allow");
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
  ["plan", ["pull_request"], {}],
  ["drift", ["ref:refs/heads/main"], {}],
  // The subject of an environment tells no branch: a pull request may name one.
  [
    "apply",
    ["environment:nonprod", "environment:dev", "environment:staging"],
    { "token.actions.githubusercontent.com:ref": "refs/heads/main" },
  ],
])("%s is for runs of our repository with these subjects, compared whole", (role, subjects, more) => {
  const host = "token.actions.githubusercontent.com";
  expect(trustOf(role)).toEqual([
    expect.objectContaining({
      Action: ["sts:AssumeRoleWithWebIdentity"],
      Condition: {
        StringEquals: {
          [`${host}:aud`]: "sts.amazonaws.com",
          [`${host}:sub`]: subjects.map((subject) => `repo:${nonprod.repository}:${subject}`),
          ...more,
        },
      },
    }),
  ]);
});

test.each([
  ["plan", []],
  [
    "drift",
    [
      [["s3:PutObject"], "bundles/*"],
      [["events:PutEvents"], `arn:aws:events:*:${nonprod.account}:event-bus/cap-*`],
    ],
  ],
] as const)("%s adds plans to journals, beside that %j, and changes nothing", (role, beside) => {
  const writes = allowed(role).filter((s) =>
    s.Action.some((a) => !/:(Get|List|Describe|Decrypt|GenerateDataKey)/.test(a)),
  );
  const [journal, ...more] = writes;
  expect(journal?.Action).toEqual(["s3:PutObject", "s3:PutObjectRetention"]);
  for (const resource of journal?.Resource ?? []) expect(resource).toMatch(/\}\/journal\/\*\.plan\.json$/);
  const keys = more.flatMap((s) => s.Resource.map((r) => [s.Action, r.replace(/^\$\{.*?\}\//, "")]));
  expect(keys).toEqual(beside);
});

test("who seals and opens bundles by the key's policy may do so by its own too", () => {
  for (const role of ["drift", "apply"] as const) {
    const actions = allowed(role).flatMap((s) => s.Action);
    for (const action of ["kms:GenerateDataKey", "kms:Decrypt"])
      expect(actions.some((a) => action === a || (a.endsWith("*") && action.startsWith(a.slice(0, -1))))).toBe(true);
  }
});

test("plan sees no secret, no object, no item, no log line", () => {
  const denied = policiesOf("plan").filter((s) => s.Effect === "Deny");
  const refused = denied.flatMap((s) => s.Action);
  for (const action of [
    "secretsmanager:GetSecretValue",
    "apigateway:GET",
    "s3:GetObject",
    "dynamodb:GetItem",
    "dynamodb:Scan",
    "logs:GetLogEvents",
  ])
    expect(refused).toContain(action);
  const objects = denied.find((s) => s.Action.includes("s3:GetObject")) as unknown as { NotResource: string[] };
  for (const resource of objects.NotResource) expect(resource).toMatch(/bucket_states_.*\/\*$/);
});

test("drift reads secrets, which a plan with a refresh compares, keeps bundles, tells what it found, and nothing else that plan does not", () => {
  const [plan, drift] = (["plan", "drift"] as const).map((role) => policiesOf(role).map((s) => JSON.stringify(s)));
  const more = drift!.filter((s) => !plan!.includes(s)).map((s) => (JSON.parse(s) as PolicyStatement).Action);
  expect(more).toEqual([["secretsmanager:GetSecretValue"], ["kms:Decrypt"], ["s3:PutObject"], ["events:PutEvents"]]);
  expect(allowed("drift").find((s) => s.Resource.some((r) => r.includes(":key/*")))?.Condition).toBeDefined();
});

test("apply uses a key through every service that makes something under it in the caller's name, and through no other", () => {
  const using = allowed("apply").find((s) => s.Action.includes("kms:Encrypt"))!;
  const through = (using.Condition as { StringLike: { "kms:ViaService": string[] } }).StringLike["kms:ViaService"];
  const made = Object.values(keyUsers).flatMap((users) => users.madeThrough.map((by) => `${by}.*.amazonaws.com`));
  for (const service of through) expect(made).toContain(service);
  for (const service of ["dynamodb", "secretsmanager", "lambda", "backup", "scheduler", "states"])
    expect(through).toContain(`${service}.*.amazonaws.com`);
  // Whoever can change who reads objects must not read them.
  expect(through).not.toContain("s3.*.amazonaws.com");
});

test("apply fills tables in the recovery Region only, where their copies are made", () => {
  const filling = allowed("apply", guarded).filter((s) => s.Action.includes("dynamodb:PutItem"));
  expect(filling.flatMap((s) => s.Resource).join()).not.toContain(`:${production.region}:`);
  expect(filling[0]?.Resource).toContain(`arn:aws:dynamodb:eu-central-1:${production.account}:table/cap-*`);
  expect(allowed("apply").filter((s) => s.Action.includes("dynamodb:PutItem"))).toEqual([]);
});

test("every Region that a stack makes something in is one that the operators' ceiling lets CI work in", () => {
  const ceiling = guarded.of("aws_iam_policy").find((r) => r.has["name"] === "cap-operators")!;
  const [regional] = statementsOf(ceiling);
  for (const { text } of Object.values(guarded.stacks))
    for (const { region } of (JSON.parse(text) as Providers).provider.aws)
      expect(JSON.stringify(regional?.Condition)).toContain(`"${region}"`);
});

test("CI may ask who changed what belongs to no Region, and nothing else in a Region that is none of ours", () => {
  const ceiling = platform.of("aws_iam_policy").find((r) => r.has["name"] === "cap-operators")!;
  const elsewhere = statementsOf(ceiling).filter((s) => JSON.stringify(s.Condition ?? {}).includes("us-east-1"));
  expect(elsewhere.map((s) => [s.Effect, s.Action, s.Condition])).toEqual([
    ["Allow", ["cloudtrail:LookupEvents"], { StringEquals: { "aws:RequestedRegion": "us-east-1" } }],
  ]);
});

test("every log group that CI makes is one that it may make", () => {
  const may = allowed("apply", guarded)
    .filter((s) => s.Action.includes("logs:CreateLogGroup"))
    .flatMap((s) => s.Resource.map((r) => r.split(":log-group:")[1]!.replace("*", "")));
  for (const r of guarded.of("aws_cloudwatch_log_group"))
    expect(
      may.some((prefix) => String(r.has["name"]).startsWith(prefix)),
      r.address,
    ).toBe(true);
});

test("roles that AWS makes for itself, and wants the right to make, are among those that apply may make", () => {
  const kafka = guarded.of("aws_appautoscaling_target").filter((r) => r.has["service_namespace"] === "kafka");
  expect(kafka).toHaveLength(1);
  expect(guarded.of("aws_backup_restore_testing_plan")).toHaveLength(1);
  expect(guarded.of("aws_kms_key").some((r) => r.has["multi_region"] === true)).toBe(true);
  for (const service of ["kafka.application-autoscaling", "restore-testing.backup", "mrk.kms"])
    expect(linked).toContain(`${service}.amazonaws.com`);
});

test("what has no ARN before it is made is asked for without one", () => {
  const wild = allowed("apply")
    .filter((s) => s.Resource.includes("*"))
    .flatMap((s) => s.Action);
  for (const action of [
    "route53:CreateHostedZone",
    "route53:CreateHealthCheck",
    "ce:CreateAnomalyMonitor",
    "ecs:RegisterTaskDefinition",
    "securityhub:CreateFindingAggregator",
    "events:PutPermission",
    "kms:CreateKey",
  ])
    expect(wild).toContain(action);
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
    "ce:CreateAnomalyMonitor",
    "ce:CreateAnomalySubscription",
    "ce:CreateCostCategoryDefinition",
    "ce:ListCostAllocationTags",
    "ce:UpdateCostAllocationTagsStatus",
    "iam:UpdateAccountPasswordPolicy",
    "route53:CreateHealthCheck",
    "route53:CreateHostedZone",
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
    ArnEquals: { "iam:PermissionsBoundary": "arn:aws:iam::210987654321:policy/bootstrap/cap-workloads" },
  });
});

test("apply writes the states of its environments, their locks and journals, and never bootstrap's state", () => {
  const keys = allowed("apply")
    .filter((s) => s.Action.includes("s3:PutObject"))
    .flatMap((s) => s.Resource)
    .map((r) => r.replace(/^\$\{.*?\}\//, ""));
  expect(keys.sort()).toEqual(["*.tflock", "dev/*", "journal/*", "locks/*", "nonprod/account.tfstate", "staging/*"]);
});

test("the keys of every environment's lock and journal are among those that roles of its account may write", () => {
  const objects = (action: string): string[] =>
    allowed("apply", guarded)
      .filter((s) => s.Action.includes(action))
      .flatMap((s) => s.Resource.map((r) => r.replace(/^\$\{.*?\}\//, "")));
  const covers = (action: string, key: string): boolean =>
    objects(action).some((pattern) => pattern.endsWith("*") && key.startsWith(pattern.slice(0, -1)));
  for (const action of ["s3:PutObject", "s3:DeleteObject"]) expect(covers(action, names.lockKey(prod))).toBe(true);
  for (const action of ["s3:PutObject", "s3:PutObjectRetention"])
    expect(covers(action, names.journalPrefix(prod))).toBe(true);
  expect(covers("s3:DeleteObject", names.journalPrefix(prod))).toBe(false);
});

test("the operators' ceiling refuses what no approval may lift", () => {
  const policy = platform.of("aws_iam_policy").find((r) => r.has["name"] === "cap-operators")!;
  const refused = statementsOf(policy).filter((s) => s.Effect === "Deny");
  const actions = refused.flatMap((s) => s.Action);
  for (const action of [
    "iam:CreateUser",
    "iam:CreateAccessKey",
    "iam:PutGroupPolicy",
    "cloudtrail:StopLogging",
    "guardduty:DeleteDetector",
    "iam:DeleteRolePermissionsBoundary",
  ])
    expect(actions).toContain(action);
  const room = statementsOf(policy).filter((s) => s.Effect === "Allow");
  for (const service of ["account", "sts", "organizations", "sso"])
    expect(room.flatMap((s) => s.Action)).not.toContain(`${service}:*`);
  const keys = refused.find((s) => s.Action.includes("kms:ScheduleKeyDeletion"));
  expect(JSON.stringify(keys?.Condition)).toContain('"nonprod"');
});

test("every policy of operators fits into what IAM takes", () => {
  for (const r of [platform, guarded].flatMap((one) => one.of("aws_iam_policy"))) {
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
