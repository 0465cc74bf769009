import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import type { Output } from "../../../ops/command.ts";
import type { DriftReport } from "../../../ops/drift/finding.ts";
import { exitBeside, remainsOf, tellingRemains } from "../../../ops/drift/remains.ts";
import { finding, report, unmanaged } from "./findings.ts";

const door = finding(
  unmanaged("aws_vpc_security_group_ingress_rule", "sgr-1", { remove: "aws ec2 revoke-security-group-ingress" }),
);
const queue = finding(unmanaged("aws_sqs_queue", "q"));
const changed = finding();

/** What is told of a fix that came to this verdict. */
function told(looked: DriftReport, verdict: string): { json: unknown; lines: string[] } {
  let json: unknown;
  let said = "";
  const out: Output = {
    ...{ json: false, quiet: false, verbose: false, interactive: false, terminal: false, onScreen: false },
    note: () => {},
    result: (value, text) => {
      json = value;
      said = text();
    },
  };
  tellingRemains(out, looked, 2).result({ verdict, bundle: "b" }, () => "✔ prod: applied");
  return { json, lines: stripVTControlCharacters(said).split("\n") };
}

describe("after a fix", () => {
  it("tells what it did not touch with the command that takes it away, and how many were put back", () => {
    const { json, lines } = told(report([changed, door, queue]), "applied");
    expect(json).toMatchObject({ verdict: "applied", bundle: "b", remains: [{ id: door.id }, { id: queue.id }] });
    expect(lines[0]).toBe("✔ prod: applied");
    expect(lines).toContain("    fix     aws ec2 revoke-security-group-ingress");
    expect(lines).toContain("            cap drift --env prod --adopt aws_sqs_queue.NAME=q");
    expect(lines.at(-1)).toBe("✖ prod: 2 put back; 2 remain that --fix does not touch");
  });

  it("claims nothing that was not done", () => {
    expect(told(report([changed, door]), "failed").lines.at(-1)).toBe("✖ prod: 1 remains that --fix does not touch");
  });

  it("says no more than the apply where nothing remains", () => {
    const { json, lines } = told(report([changed]), "applied");
    expect(json).toEqual({ verdict: "applied", bundle: "b", remains: [] });
    expect(lines).toEqual(["✔ prod: applied"]);
  });
});

describe("the exit code", () => {
  it("is 2 while something remains, unless the fix itself ended worse", () => {
    const remains = remainsOf(report([changed, door]));
    expect([0, 1, 2, 3, 4, 130].map((code) => exitBeside(code as 0, remains))).toEqual([2, 1, 2, 2, 4, 130]);
    expect(exitBeside(0, remainsOf(report([changed])))).toBe(0);
  });
});
