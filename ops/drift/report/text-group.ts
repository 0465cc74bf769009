import { stripVTControlCharacters } from "node:util";
import pc from "picocolors";
import { program } from "../../report/again.ts";
import { type Part, partsOf } from "../../report/change.ts";
import { visible } from "../../report/visible.ts";
import { type DriftReport, type Finding, type Severity, wholeState } from "../finding.ts";
import { byResource, type Group, worst } from "./groups.ts";
import { nextStep } from "./next-step.ts";
import { attributeOf, clock, eventWords, nameOf, openWords, span } from "./wording.ts";
import { wrap } from "./wrap.ts";

const paints: Readonly<Record<Severity, (text: string) => string>> = {
  security: pc.red,
  availability: pc.magenta,
  cost: pc.yellow,
  tags: pc.cyan,
  release: pc.cyan,
};

/** Values longer than so many lines are cut: `--format json` has them whole. */
const mostLines = 6;

/** A group of findings: each resource with what differs, then who did it, since when, and what to run. */
export function groupLines(group: Group, report: Pick<DriftReport, "flags" | "at">, width: number): string[] {
  const { findings } = group;
  const resources = byResource(findings);
  // One command for all stands at the end; else each stands with what it mends.
  const shared = new Set(findings.map((f) => nextStep(report, f).step)).size === 1;
  return [
    ...resources.flatMap((all) => [
      ...headLines(all, width),
      ...all.flatMap((f) => differenceLines(f, width)),
      ...(shared ? [] : stepLines(all[0], report)),
    ]),
    ...byLines(group, report.at, width),
    ...label("since", sinceText(findings, report.at), width),
    ...(shared ? stepLines(findings[0], report) : []),
  ];
}

/** What to run, behind what it does. A command is never broken into lines: it is there to be copied. */
const commandLine = (name: string, command: string): string => `    ${pc.dim(name.padEnd(6))}  ${pc.cyan(command)}`;

/** The command that mends something. */
export const fixLine = (command: string): string => commandLine("fix", command);

function stepLines(f: Finding, report: Pick<DriftReport, "flags">): string[] {
  const { step, instead } = nextStep(report, f, program());
  return [
    fixLine(step),
    ...(instead === undefined ? [] : [`    ${pc.dim("or      ")}${instead.words}`, commandLine("", instead.command)]),
  ];
}

/** `✖ security  aws_security_group.a (runtime)  changed outside, open to the world`, on two lines where one is too short. */
function headLines(all: Group["findings"], width: number): string[] {
  const [first] = all;
  const severity = worst(all);
  const place = first.state === undefined || first.type === wholeState ? "" : pc.dim(` (${first.state})`);
  const open = all.map(openWords).find((word) => word !== undefined);
  const head = `${paints[severity](`✖ ${severity}`)}  ${pc.bold(nameOf(first))}${place}`;
  const what = `${eventWords(first)}${open === undefined ? "" : `, ${pc.bold(pc.red(open))}`}`;
  const line = `${head}  ${what}`;
  return stripVTControlCharacters(line).length <= width ? [line] : [head, `    ${what}`];
}

function differenceLines(f: Finding, width: number): string[] {
  if (f.kind === "unmanaged")
    return [f.ours, f.detail].flatMap((text) => (text === undefined ? [] : cutLines(text, width, 4)));
  if (f.attribute === "(all)") return wholeLines(f);
  if (f.before === "(sensitive)" && f.after === "(sensitive)")
    return [`    ${attributeOf(f)}  ${pc.dim("changed; Terraform calls the value secret")}`];
  if (f.severity === "release")
    return [`    the manifest names another commit: ${shortCommit(f.before)} → ${shortCommit(f.after)}`];
  const parts = partsOf(f.before, f.after);
  const [only] = parts;
  if (parts.length === 1 && only?.path === "") return partLines(only, attributeOf(f), width, 4);
  return [`    ${attributeOf(f)}`, ...parts.flatMap((p) => partLines(p, p.path, width, 6))];
}

/** Of `"0123456789ab…-dirty"` what a person tells commits by. */
const shortCommit = (json: string): string => visible(json).replace(/^"([0-9a-f]{7})[0-9a-f]*(.*)"$/, "$1$2");

/** That something was deleted its head says; of what is not applied it does not say which way. */
function wholeLines({ kind, type, after }: Finding): string[] {
  if (kind !== "undeployed" || type === wholeState) return [];
  return [`    ${after === "none" ? "to be destroyed" : "to be made"}`];
}

/** One part: on one line where it fits, else what was above what is. */
function partLines({ before, after }: Part, path: string, width: number, indent: number): string[] {
  const pad = " ".repeat(indent);
  const name = path === "" ? "" : `${path}  `;
  const both = `${pad}${name}${before ?? ""} → ${after ?? ""}`;
  if (before !== undefined && after !== undefined && both.length <= width) return [both];
  const lead = before !== undefined && after !== undefined && path !== "" ? [`${pad}${path}`] : [];
  const told = lead.length > 0 ? "" : name;
  const deeper = lead.length > 0 ? indent + 2 : indent;
  return [
    ...lead,
    ...(before === undefined ? [] : cutLines(`- ${told}${before}`, width, deeper).map((l) => pc.red(l))),
    ...(after === undefined ? [] : cutLines(`+ ${told}${after}`, width, deeper).map((l) => pc.green(l))),
  ];
}

function cutLines(text: string, width: number, indent: number): string[] {
  const lines = wrap(visible(text), width - indent, "  ");
  const shown = lines.slice(0, mostLines).map((line) => `${" ".repeat(indent)}${line}`);
  return lines.length > mostLines ? [...shown, `${" ".repeat(indent)}  … (--format json shows all of it)`] : shown;
}

function byLines({ by, findings }: Group, at: string, width: number): string[] {
  const name = byResource(findings).length > 1 ? "all by" : "by";
  if (findings[0].kind === "undeployed") return label(name, "the code: nobody has applied it", width);
  if (by === undefined) return label(name, "unknown", width);
  const first = findings.map((f) => f.by?.at ?? at).toSorted()[0] ?? at;
  return [
    ...label(name, visible(by.who), width),
    ...label("", `${clock(first)}, ${span(first, at)} ago: ${by.call}`, width),
  ];
}

/** Of many the one that has lasted longest. */
function sinceText(findings: Group["findings"], at: string): string {
  const began = findings.map((f) => f.since).toSorted()[0] ?? at;
  return began >= at ? "first seen now" : `${clock(began)}, in drift for ${span(began, at)}`;
}

const label = (name: string, text: string, width: number): string[] =>
  wrap(text, width - 12).map((line, i) => `    ${pc.dim((i === 0 ? name : "").padEnd(6))}  ${line}`);
