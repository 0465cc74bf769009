import { expect, test } from "vitest";
import { dailyActivityColumns } from "../../../contracts/lake.ts";
import { silverHiveColumns } from "../../../contracts/ocsf/sql-types.ts";
import { dev } from "../../../environments/dev.ts";
import { validateLakeJobs } from "../../../modules/lake/jobs.ts";
import { jobsDefinition } from "../../../modules/lake/jobs-definition.ts";
import { nightly } from "../../../modules/lake/jobs-sql.ts";
import { statementsOf, synthesised } from "../../support/synthesised.ts";

interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly End?: boolean;
  readonly Choices?: readonly { readonly Next: string }[];
  readonly Catch?: readonly { readonly Next: string }[];
  readonly ItemProcessor?: Machine;
  readonly Branches?: readonly Machine[];
}
interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

const places = { silver: "silver-bucket", gold: "gold-bucket", database: "cap_x", workgroup: "cap-x-jobs" };
const definition = jobsDefinition(places) as Machine;
const text = JSON.stringify(definition);

/** A machine and every machine inside it. */
const machines = (m: Machine): Machine[] => [
  m,
  ...Object.values(m.States).flatMap((s) =>
    [...(s.ItemProcessor === undefined ? [] : [s.ItemProcessor]), ...(s.Branches ?? [])].flatMap(machines),
  ),
];
const nexts = (s: State): string[] =>
  [s.Next, s.Default, ...(s.Choices ?? []).map((c) => c.Next), ...(s.Catch ?? []).map((c) => c.Next)].filter(
    (n) => n !== undefined,
  );

test("every state is reached, leads to a state that exists, or ends", () => {
  for (const { StartAt, States } of machines(definition)) {
    const reached = new Set([StartAt, ...Object.values(States).flatMap(nexts)]);
    expect([...reached].sort()).toEqual(Object.keys(States).sort());
    for (const [name, s] of Object.entries(States))
      expect(nexts(s).length > 0 || s.End === true || /Succeed|Fail/.test(s.Type), name).toBe(true);
  }
});

test("a partition is emptied before it is written, so that a second run ends as the first", () => {
  const branch = machines(definition).find((m) => "Write0" in m.States)!;
  nightly.forEach((_, i) => {
    const before = Object.entries(branch.States).filter(([, s]) => nexts(s).includes(`Write${i}`));
    expect(before.map(([name]) => name).sort()).toEqual([`Empty${i}`, `Has${i}`]);
    expect(branch.States[`Empty${i}`]?.Resource).toMatch(/deleteObjects$/);
  });
});

test("one account that fails holds no other back, and the night has failed all the same", () => {
  const account = machines(definition).find((m) => "Account" in m.States)!.States["Account"]!;
  expect(account.Catch).toMatchObject([{ ErrorEquals: ["States.ALL"], Next: "Failed" }]);
  expect(definition.States["All"]?.Choices?.[0]?.Next).toBe("SomeFailed");
});

test("what one listing cannot hold is a failure, never a part of the truth", () => {
  const truncated = text.match(/IsTruncated = true %}","Next":"(\w+)"/g) ?? [];
  expect(truncated).toHaveLength(1 + nightly.length);
  expect(truncated.every((t) => /TooMany(Accounts|Files)/.test(t))).toBe(true);
});

test("keys that could end a quoted text never come into a statement", () => {
  const [, pattern = ""] = /\$contains\(\$p, \/(.*?)\/\)/.exec(
    JSON.parse(`"${/"Items":"(\{% \[\$filter.*?)"/.exec(text)?.[1]}"`),
  )!;
  const plain = new RegExp(pattern);
  expect("api_activity/region=eu-west-1/accountId=111122223333/").toMatch(plain);
  expect("api_activity/region=eu-west-1/accountId=1' or '1'='1/").not.toMatch(plain);
  expect("api_activity/region=x/accountId=1/eventDay=2/").not.toMatch(plain);
});

test("the statements write the columns of their tables, each by name", () => {
  const [closed, activity] = nightly;
  for (const { name } of silverHiveColumns) expect(closed?.query).toContain(`"${name}"`);
  const select = activity?.query.slice(0, activity.query.indexOf(" from ")) ?? "";
  const named = select.split(/,(?![^(]*\))/).map((part) => part.trim().split(" ").at(-1));
  expect(named).toEqual(dailyActivityColumns.map((c) => c.name));
});

test("the role may do what the machine calls, and no more than reading silver and writing gold and results", () => {
  const platform = synthesised({ environment: dev });
  const policy = platform.of("aws_iam_role_policy").find((r) => /lake-jobs_role_policy/.test(r.address))!;
  const statements = statementsOf(policy);
  const on = (action: string): string[] =>
    statements.filter((s) => s.Action.includes(action)).flatMap((s) => s.Resource);
  const buckets = (action: string): string[] => [
    ...new Set(on(action).map((r) => /bucket_(\w+?)arn/.exec(r)?.[1] ?? r)),
  ];
  expect(buckets("s3:PutObject").sort()).toEqual(["gold", "results"]);
  expect(buckets("s3:DeleteObject")).toEqual(["gold"]);
  expect(buckets("s3:GetObject").sort()).toEqual(["gold", "results", "silver"]);
  for (const action of ["athena:StartQueryExecution", "athena:GetQueryExecution", "athena:StopQueryExecution"])
    expect(on(action)).toHaveLength(1);
  const machine = platform.of("aws_sfn_state_machine");
  expect(machine).toHaveLength(1);
  expect(machine[0]?.has).toMatchObject({
    tracing_configuration: { enabled: true },
    encryption_configuration: { type: "CUSTOMER_MANAGED_KMS_KEY" },
    logging_configuration: { level: "ERROR" },
  });
});

test("a night that cannot be started ends in the dead letters, and both that and a failed night are told", () => {
  const platform = synthesised({ environment: dev });
  const schedule = platform.of("aws_scheduler_schedule").find((r) => r.address.includes("lake-jobs"))!;
  expect(JSON.stringify(schedule.has["target"])).toContain("dead_letter_config");
  const names = platform.of("aws_cloudwatch_metric_alarm").map((a) => String(a.has["alarm_name"]));
  for (const name of ["lake-jobs-failed", "lake-jobs-timed-out", "lake-jobs-dead-letters"])
    expect(names).toContain(`cap-dev-${name}`);
});

test("local works at no time of night", () => {
  expect(synthesised().of("aws_sfn_state_machine")).toEqual([]);
});

test("a scan limit below a GiB is refused", () => {
  expect(validateLakeJobs({ scanLimitGib: 0.5 }).map((f) => f.field)).toEqual(["scanLimitGib"]);
});
