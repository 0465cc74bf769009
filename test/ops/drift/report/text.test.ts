import { stripVTControlCharacters } from "node:util";
import { describe, expect, it, vi } from "vitest";
import type { DriftReport } from "../../../../ops/drift/finding.ts";
import { driftAsText, type TextOptions } from "../../../../ops/drift/report/text.ts";
import { finding, night, report, unmanaged } from "../findings.ts";

const lines = (r: DriftReport, o?: TextOptions): string[] => stripVTControlCharacters(driftAsText(r, o)).split("\n");
const last = (r: DriftReport): string | undefined => lines(r).at(-1);

describe("drift as text", () => {
  it("begins with the worst: what, what differs, who and when, since, and what to run", () =>
    expect(lines(night, { width: 120 }).slice(0, 6)).toEqual([
      "✖ security  aws_security_group.security_group_brokers (runtime)  changed outside, open to the world",
      '    + ingress  cidr_blocks ["0.0.0.0/0"], from_port 22, protocol "tcp", self false, to_port 22',
      "    by      arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Administrator_0123456789abcdef/eve@example.com",
      "            2026-02-28 22:14:03 UTC, 5 h ago: AuthorizeSecurityGroupIngress",
      "    since   2026-02-28 22:14:03 UTC, in drift for 5 h",
      "    fix     cap drift --env prod --fix",
    ]));

  it.each([
    ["changed", finding(), "cap drift --env prod --fix"],
    [
      "deleted",
      finding({ kind: "deleted", attribute: "(all)", before: "there", after: "none" }),
      "cap drift --env prod --fix",
    ],
    ["unmanaged", finding(unmanaged("aws_sqs_queue", "q", { remove: "aws sqs delete-queue" })), "aws sqs delete-queue"],
    ["undeployed", finding({ kind: "undeployed" }), "cap plan --env prod"],
  ])("says what to run next: %s", (_, f, command) => expect(lines(report([f]))).toContain(`    fix     ${command}`));

  it("spells the next command as CAP was called", () => {
    vi.stubEnv("npm_command", "exec");
    expect(lines(report([finding()]))).toContain("    fix     npx cap drift --env prod --fix");
    vi.unstubAllEnvs();
  });

  it("tells with each resource what to run, where that is not the same for all", () => {
    const by = { who: "eve", at: "2026-02-28T22:14:03Z", call: "CreateQueue" };
    const strange = (name: string) =>
      finding(unmanaged("aws_sqs_queue", name, { remove: `aws remove ${name}` }), { by });
    expect(lines(report([strange("a"), strange("b")])).slice(0, 12)).toEqual([
      ...["a", "b"].flatMap((name) => [
        `✖ cost  aws_sqs_queue ${name}  in no state`,
        "    named cap-prod-…",
        `    fix     aws remove ${name}`,
        "    or      if it is to stay: write it into the code, under a NAME, then",
        `            cap drift --env prod --adopt aws_sqs_queue.NAME=${name}`,
      ]),
      "    all by  eve",
      "            2026-02-28 22:14:03 UTC, 5 h ago: CreateQueue",
    ]);
  });

  it("says who did it, or that nobody knows", () =>
    expect(lines(report([finding()]))).toContain("    by      unknown"));

  it("says of what is not applied which way it goes, and of what is deleted nothing twice", () => {
    const whole = { attribute: "(all)", before: "none", after: "there" };
    expect(lines(report([finding({ kind: "undeployed", ...whole })]))[1]).toBe("    to be made");
    expect(lines(report([finding({ kind: "undeployed", ...whole, after: "none" })]))[1]).toBe("    to be destroyed");
    expect(lines(report([finding({ kind: "deleted", ...whole, after: "none" })]))[1]).toBe("    by      unknown");
  });

  it("of another release it names the commits, shortened", () => {
    const [before, after] = ["a", "b"].map((digit) => JSON.stringify(digit.repeat(40)));
    const address = "aws_ssm_parameter.manifest_parameter_0123";
    const f = finding({
      ...{ kind: "undeployed", type: "aws_ssm_parameter", address, attribute: "value.commit" },
      ...{ before: before ?? "", after: after ?? "" },
    });
    expect(lines(report([f])).slice(0, 2)).toEqual([
      `✖ release  ${address} (runtime)  not applied`,
      "    the manifest names another commit: aaaaaaa → bbbbbbb",
    ]);
  });

  it("tells of states that hold nothing in a line each", () => {
    const whole = (state: string, detail: string) =>
      finding({
        ...{ kind: "undeployed", type: "state", state, address: `state ${state}`, resource: state },
        ...{ attribute: "(all)", before: "none", after: "there", detail },
      });
    const all = [whole("durable", "never applied, 115 resources"), whole("runtime", "waits for durable, 60 resources")];
    expect(lines(report(all)).slice(0, 5)).toEqual([
      "✖ availability  state durable  never applied, 115 resources",
      "✖ availability  state runtime  waits for durable, 60 resources",
      "    all by  the code: nobody has applied it",
      "    since   first seen now",
      "    fix     cap plan --env prod",
    ]);
  });

  it("says how to look again where something could not be looked at", () => {
    const again = "to look again, once it answers or whoever looks has the right to: cap drift --env prod";
    const blind = { what: "sqs:ListQueues", because: "access denied" };
    expect(lines(report([], { blind: [blind] }), { width: 120 })).toContain(again);
    expect(lines(report([], { blind: [{ ...blind, until: ["durable"] }] }), { width: 120 })).not.toContain(again);
    expect(lines(report([]), { width: 120 })).not.toContain(again);
  });

  it("shows no secret, and that there is one", () =>
    expect(lines(night).join("\n")).toContain("secret_string  changed; Terraform calls the value secret"));

  it.each([80, 100, 120])("fits %i columns, but for names and commands that are to be copied", (width) => {
    const long = lines(night, { width, governed: true }).filter((line) => line.length > width);
    for (const line of long)
      expect(line).toMatch(/^✖ \w+ {2}aws_|^ {4}fix {5}|^ {12}cap drift .* --adopt |^✖ prod: drift/);
  });

  it("cuts a long value and says where all of it is", () => {
    const shown = lines(report([finding({ after: JSON.stringify("x ".repeat(2_000)) })]), { width: 80 });
    expect(shown.map((line) => line.trim())).toContain("… (--format json shows all of it)");
    expect(shown.length).toBeLessThan(20);
  });

  it("tells what could not be looked at, what is recorded and until when, and what has expired", () => {
    const text = lines(night, { width: 200 }).join("\n");
    expect(text).toContain("? state account\n    could not look: AccessDenied: not authorized");
    expect(text).toContain(
      "? cloudtrail:LookupEvents in eu-west-1\n    who did some of it, and when, is unknown: 50 lookups are the limit; 3 of 40",
    );
    expect(text).toContain(
      "• aws_cloudwatch_log_group.log_lake retention_in_days, recorded\n    until 2026-03-31, platform: longer",
    );
    expect(text).toContain("✖ baseline, expired\n    environments/prod.drift.yaml:12: ");
  });

  it("shows what others own only when asked, and counts it else", () => {
    expect(lines(night, { governed: true }).join("\n")).toContain(
      "desired_count, owned by autoscaler and schedule\n    2 → 5",
    );
    expect(lines(night)).toContain("1 field changed by whoever owns them: --governed shows them");
    expect(lines(report([]), { governed: true })).toContain("no field that somebody else owns differs");
    expect(lines(night).join("\n")).not.toContain("desired_count");
  });

  it("tells the coverage in one line at a terminal, and where the rest is; elsewhere all of it", () => {
    const told = lines(night, { width: 80 }).filter((line) => line.includes("types are also searched"));
    expect(told).toEqual(["2 of 6 types are also searched for what no state has; the others: --json"]);
    const coverage = { ...night.coverage, notAnswered: ["aws_sqs_queue"] };
    expect(lines({ ...night, coverage }, { width: 100 })).toContain(
      "2 of 7 types are also searched for what no state has; 1 got no answer; the others: --json",
    );
    expect(lines(night).join(" ")).toContain("aws_athena_workgroup, aws_backup_plan, aws_budgets_budget");
  });

  it("tells what was only written otherwise to whoever wants to know", () => {
    expect(lines(night, { verbose: true })).toContain(
      "no difference, only written otherwise: null is empty 12, order 3",
    );
    expect(lines(night).join("\n")).not.toContain("only written otherwise");
  });

  it("tells which states it was not asked about", () =>
    expect(lines(report([], { notAsked: ["durable"] }))).toContain("not asked about: durable"));

  it("has the verdict last", () => {
    expect(last(report([]))).toBe("✔ prod: no drift");
    expect(last(report([], { blind: night.blind }))).toBe(
      "? prod: no drift seen, but not everything was looked at: 1 could not be looked at",
    );
    expect(last(night)).toBe(
      "✖ prod: drift: 4 security, 3 availability, 2 cost, 1 tags, 1 expired line in the baseline, 1 recorded, 2 ignored, 1 could not be looked at",
    );
  });

  it("lets no name of AWS rewrite the page", () => {
    const f = finding(unmanaged("aws_sqs_queue", "a\u001b[2J\nb", { ours: "\r✔ prod: no drift" }));
    const shown = driftAsText(report([f]));
    expect(shown).not.toContain("\u001b[2J");
    expect(shown).not.toContain("\r");
  });
});
