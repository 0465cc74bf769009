import type { DriftReport, Finding } from "../finding.ts";
import { judge } from "../severity.ts";
import { blindInWords, nextInWords } from "./next-step.ts";
import { actorWords, eventWords, expiredWords, nameOf, subjectWords } from "./wording.ts";

/*
 * The XML that Jenkins, GitLab and GitHub's reporters read as JUnit's. It has no norm; this is what they agree on:
 * https://github.com/testmoapp/junitxml
 */

/** A state, an API, a line of the baseline or a finding. */
interface Case {
  readonly name: string;
  readonly group: string;
  readonly body?: { readonly tag: "failure" | "error" | "skipped"; readonly message: string; readonly text: string };
}

/**
 * A report as JUnit XML: a case for each state and each finding. What could not be looked at is an error, drift is a
 * failure, and what the baseline records is skipped.
 */
export function driftAsJunit(report: DriftReport): string {
  const cases = [...stateCases(report), ...report.findings.map((f) => findingCase(report, f)), ...expiredCases(report)];
  const number = (tag: string): number => cases.filter((c) => c.body?.tag === tag).length;
  const counts = `tests="${cases.length}" failures="${number("failure")}" errors="${number("error")}"`;
  const head = `${counts} skipped="${number("skipped")}" time="${(report.ms / 1000).toFixed(3)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="cap drift" ${head}>`,
    `  <testsuite name="${escaped(`drift of ${report.environment}`)}" ${head} timestamp="${escaped(report.at)}">`,
    ...cases.map((c) => caseElement(report.environment, c)),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function stateCases(report: DriftReport): Case[] {
  const { states, blind } = report;
  const error = (b: DriftReport["blind"][number]) =>
    ({ tag: "error", message: `could not look: ${b.because}`, text: blindInWords(report, b, String) }) as const;
  const others = blind.filter((b) => !states.some((s) => b.what === `state ${s}`));
  return [
    ...states.map((s): Case => {
      const b = blind.find(({ what }) => what === `state ${s}`);
      return { name: `state ${s}`, group: "looked at", ...(b === undefined ? {} : { body: error(b) }) };
    }),
    ...others.map((b): Case => ({ name: b.what, group: "looked at", body: error(b) })),
  ];
}

function findingCase(report: DriftReport, f: Finding): Case {
  const { why } = judge(f);
  const message = `${f.severity}: ${nameOf(f)} ${eventWords(f)}`;
  const text = [
    `${f.attribute}: ${f.before} -> ${f.after}`,
    ...[f.ours, f.detail].filter((line) => line !== undefined),
    why,
    `by ${actorWords(f, (text) => text)}; since ${f.since}`,
    nextInWords(report, f, String),
  ].join("\n");
  const { recorded: r } = f;
  const body =
    r === undefined
      ? ({ tag: "failure", message, text } as const)
      : ({ tag: "skipped", message: `recorded until ${r.expires}, ${r.owner}: ${r.reason}`, text } as const);
  return { name: `${subjectWords(f)} [${f.id}]`, group: f.state ?? f.kind, body };
}

const expiredCases = ({ expired }: DriftReport): Case[] =>
  expired.map(expiredWords).map((line) => ({
    name: line,
    group: "baseline",
    body: { tag: "failure", message: "expired", text: line },
  }));

function caseElement(environment: string, { name, group, body }: Case): string {
  const open = `    <testcase name="${escaped(name)}" classname="${escaped(`drift.${environment}.${group}`)}"`;
  if (body === undefined) return `${open}/>`;
  const { tag, message, text } = body;
  return `${open}>\n      <${tag} message="${escaped(message)}">${escaped(text)}</${tag}>\n    </testcase>`;
}

/** What XML 1.0 cannot hold at all becomes U+FFFD: one odd character in a tag must not cost the whole report. */
function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replaceAll(/[&<>"]/g, (c) => entities[c] ?? c);
}
