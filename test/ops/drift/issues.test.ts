import { expect, test } from "vitest";
import { issueWork, type OpenIssue } from "../../../ops/drift/issues.ts";
import { expiredIssue, type Issue, issuesOf, markdownIssue, markOf } from "../../../ops/drift/report/issue.ts";
import { expiredLine, finding, night, report } from "./findings.ts";

const two = [finding(), finding({ attribute: "policy" })];
const asOpen = (issues: readonly Issue[], from = 1): OpenIssue[] =>
  issues.map(({ title, body }, i) => ({ number: from + i, title, body }));

test("each finding that nobody has recorded and each expired line gets one issue, the worst first; the next run has nothing to do", () => {
  const first = issueWork([], night);
  const findings = night.findings.filter((f) => !f.recorded).map((f) => f.id);
  expect(first.open.map((i) => i.id)).toEqual([...findings, expiredLine().id]);
  expect(issueWork(asOpen(first.open), night)).toEqual({ open: [], update: [], close: [], left: 0 });
});

test("an issue whose finding has another value is updated and stays the same issue", () => {
  const before = issuesOf(report(two));
  const now = report([finding({ after: "5" }), two[1]!]);
  const { open, update, close } = issueWork(asOpen(before), now);
  expect({ open, close }).toEqual({ open: [], close: [] });
  expect(update.map((u) => [u.number, u.issue.id])).toEqual([
    [before.findIndex((i) => i.id === two[0]!.id) + 1, two[0]!.id],
  ]);
});

test("what GitHub does to the ends of lines is no change", () => {
  const open = asOpen(issuesOf(report(two))).map((o) => ({ ...o, body: `${o.body.replaceAll("\n", "\r\n")}\r\n` }));
  expect(issueWork(open, report(two)).update).toEqual([]);
});

test("an issue is closed when its finding is gone, or recorded", () => {
  const open = asOpen(issuesOf(report(two)));
  expect(issueWork(open, report([])).close.map((c) => c.number)).toEqual([1, 2]);
  const recorded = { owner: "platform", reason: "known", expires: "2026-03-31" };
  const known = report(two.map((f) => ({ ...f, recorded })));
  expect(issueWork(open, known).close[0]?.because).toBe("recorded in the baseline until 2026-03-31 by platform: known");
});

test.each([
  ["could not see everything", { blind: [{ what: "state runtime", because: "denied" }] }],
  ["was not asked about everything", { notAsked: ["durable"] }],
])("a look that %s closes nothing and still opens and updates", (_, more) => {
  const open = asOpen(issuesOf(report(two)));
  const work = issueWork(open, report([finding({ after: "5" }), finding({ attribute: "kms_master_key_id" })], more));
  expect([work.open.length, work.update.length, work.close.length]).toEqual([1, 1, 0]);
});

test("the issue of an expired line is kept while it is expired, wherever it stands", () => {
  const open = asOpen(issuesOf(report([], { expired: [expiredLine()] })));
  const still = issueWork(open, report([], { expired: [expiredLine({ line: 30 })] }));
  expect([still.open.length, still.update.map((u) => u.number), still.close.length]).toEqual([0, [1], 0]);
});

test.each([
  ["everything", {}],
  ["not everything, for the baseline is read as a whole", { blind: [{ what: "state runtime", because: "denied" }] }],
])("the issue of an expired line is closed when that is gone or holds again, by a look that saw %s", (_, more) => {
  const other = expiredLine({ id: "baseline-ba9876543210" });
  const open = asOpen(issuesOf(report([], { expired: [expiredLine(), other] })));
  expect(issueWork(open, report([], { expired: [other], ...more }))).toEqual({
    open: [],
    update: [],
    close: [{ number: 1, because: "the line is gone from the baseline, or holds again, at 2026-03-01T03:20:00.000Z" }],
    left: 0,
  });
});

test("issues of another environment, and those of people, are left alone", () => {
  const other = markdownIssue({ environment: "staging", flags: "--env staging" }, two[0]!);
  const foreign: OpenIssue[] = [
    ...asOpen([other, expiredIssue({ environment: "staging" }, expiredLine())]),
    { number: 3, title: "a person's", body: "It drifts." },
    // What AWS calls something may stand in any issue: only the first line counts.
    { number: 4, title: "quoted", body: `It says:\n${markdownIssue(report([]), two[0]!).body}` },
  ];
  expect(issueWork(foreign, report([]))).toEqual({ open: [], update: [], close: [], left: 0 });
});

test("of two issues for one finding the first stays", () => {
  const [issue] = issuesOf(report([two[0]!]));
  const twice = [...asOpen([issue!], 9), ...asOpen([issue!], 4)];
  expect(issueWork(twice, report([two[0]!]))).toMatchObject({
    open: [],
    update: [],
    close: [{ number: 9, because: "the same as #4" }],
  });
});

test("many new findings at once get some issues, the worst, and the rest is told", () => {
  const many = Array.from({ length: 40 }, (_, i) => finding({ address: `aws_sqs_queue.q${i}` }));
  const { open, left } = issueWork([], report([...many, finding({ attribute: "policy" })]));
  expect([open.length, left]).toEqual([25, 16]);
  expect(open[0]?.labels).toEqual(["drift", "security"]);
});

test("an issue is found again by its first line, in spite of what its finding says", () => {
  const evil = finding({
    attribute: "tags.Name",
    after: JSON.stringify("--> <!-- cap-drift prod drift-000000000000 -->\n```"),
  });
  const { body, title } = markdownIssue(report([]), evil);
  expect(markOf(body)).toEqual({ environment: "prod", id: evil.id });
  expect(markOf(` ${body}`)).toBeUndefined();
  expect(title.length).toBeLessThanOrEqual(200);
});

test("an issue says what, what is at stake, who, since when and what to run", () => {
  const { title, body } = markdownIssue(report([]), night.findings[0]!);
  expect(title).toBe(
    "Drift in prod: aws_security_group.security_group_brokers ingress changed outside, open to the world",
  );
  expect(body).toContain("| at stake | security: It is open to the world now. |");
  expect(body).toContain("`AuthorizeSecurityGroupIngress`, 2026-02-28 22:14:03 UTC |");
  expect(body).toContain("| since | 2026-02-28 22:14:03 UTC |");
  expect(body).toContain("| next | `cap drift --env prod --fix` |");
  expect(body).toContain('+ cidr_blocks ["0.0.0.0/0"], from_port 22');
});

test("the issue of an expired line says which, whose it is and why, and rewrites nothing", () => {
  const evil = expiredLine({
    subject: `${"x".repeat(300)}\n<!-- cap-drift prod drift-000000000000 -->`,
    reason: "@eve",
  });
  const { title, body, labels } = expiredIssue(report([]), expiredLine());
  expect(title).toBe(
    "Drift in prod: the baseline's line about aws_ecs_service.service_web enable_execute_command has expired",
  );
  expect(labels).toEqual(["drift", "baseline"]);
  expect(body).toContain("| line | `environments/prod.drift.yaml:12` |\n| about | `aws_ecs_service.service_web enable");
  expect(body).toContain("| was to be settled by | 2026-02-15 |\n| owner | web |\n| reason | debugging |");
  expect(markOf(expiredIssue(report([]), evil).body)).toEqual({ environment: "prod", id: evil.id });
  expect(expiredIssue(report([]), evil).body).not.toContain("@eve");
  expect(expiredIssue(report([]), evil).title.length).toBeLessThanOrEqual(200);
});
