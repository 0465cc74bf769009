import { version } from "../../version.ts";
import {
  type Blind,
  type DriftReport,
  type ExpiredLine,
  type Finding,
  type Kind,
  kinds,
  type Severity,
  severities,
} from "../finding.ts";
import { judge } from "../severity.ts";
import { blindInWords, nextInWords } from "./next-step.ts";
import { eventWords, expiredWords, kindWords, nameOf, openWords, subjectWords } from "./wording.ts";

/*
 * SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * What GitHub reads of it: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */

const levels: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  security: "error",
  availability: "error",
  cost: "warning",
  tags: "note",
  release: "note",
};

const meanings: Readonly<Record<Kind, string>> = {
  changed: "An attribute has another value than Terraform gave it.",
  deleted: "What Terraform made is gone.",
  unmanaged: "Something of ours exists that no state has.",
  undeployed: "The code says something else than the state: it was not applied.",
};

const help = { text: "Look with cap drift; docs/runbooks/drift-found.md says what to do." };

const driftRules = kinds.flatMap((kind) =>
  severities.map((severity) => ({
    id: ruleId(kind, severity),
    shortDescription: { text: `Drift, ${kindWords[kind]}: ${severity}` },
    fullDescription: { text: meanings[kind] },
    help,
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: ["drift", kind, severity] },
  })),
);

const expiredRule = {
  id: "baseline/expired",
  shortDescription: { text: "Baseline, expired" },
  fullDescription: { text: "A difference that is known was to be settled by now, or argued anew." },
  help,
  defaultConfiguration: { level: "error" as const },
  properties: { tags: ["drift", "baseline"] },
};

/** One rule for each kind and severity, then that of the baseline: a rule's index does not depend on what was found. */
const rules = [...driftRules, expiredRule];

function ruleId(kind: Kind, severity: Severity): string {
  return `drift/${kind}/${severity}`;
}

/**
 * A report as SARIF: one run, whose results keep their fingerprint as long as the finding keeps its id. The type is what
 * is written; a test holds it against SARIF's own types and schema.
 */
export function driftAsSarif(report: DriftReport) {
  return {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0" as const,
    runs: [
      {
        tool: { driver: { name: "cap drift", semanticVersion: version(), rules: [...rules] } },
        // What is before the last slash is GitHub's category: environments do not close each other's alerts.
        automationDetails: { id: `cap-drift/${report.environment}/` },
        invocations: [
          {
            executionSuccessful: report.complete,
            endTimeUtc: report.at,
            toolExecutionNotifications: report.blind.map((b) => blindNotification(report, b)),
          },
        ],
        results: [...report.findings.map((f) => resultOf(report, f)), ...report.expired.map(expiredResult)],
        properties: { commit: report.commit, profile: report.profile },
      },
    ],
  };
}

const blindNotification = (report: DriftReport, b: Blind): { level: "error"; message: { text: string } } => ({
  level: "error",
  message: { text: `${b.what} could not be looked at: ${blindInWords(report, b, String)}` },
});

function resultOf(report: DriftReport, f: Finding) {
  const id = ruleId(f.kind, f.severity);
  const open = openWords(f);
  const said = `${subjectWords(f)} in ${report.environment}: ${eventWords(f)}${open === undefined ? "" : `, ${open}`}`;
  const { recorded } = f;
  return {
    ruleId: id,
    ruleIndex: rules.findIndex((r) => r.id === id),
    level: levels[f.severity],
    message: { text: `${said}: ${f.before} -> ${f.after}. ${judge(f).why} Next: ${nextInWords(report, f, String)}` },
    locations: [locationOf(f)],
    // GitHub reads this one name; without it every finding of a stack would be one alert, that of the file's first line.
    partialFingerprints: { primaryLocationLineHash: f.id },
    ...(recorded === undefined
      ? {}
      : {
          suppressions: [
            {
              kind: "external" as const,
              status: "accepted" as const,
              justification: `${recorded.owner}: ${recorded.reason}`,
            },
          ],
        }),
    properties: { since: f.since, ...(f.by === undefined ? {} : { by: f.by.who, call: f.by.call, at: f.by.at }) },
  };
}

const expiredResult = (l: ExpiredLine) => ({
  ruleId: expiredRule.id,
  ruleIndex: rules.indexOf(expiredRule),
  level: expiredRule.defaultConfiguration.level,
  message: { text: expiredWords(l) },
  locations: [{ physicalLocation: { artifactLocation: { uri: l.file }, region: { startLine: l.line } } }],
  partialFingerprints: { primaryLocationLineHash: l.id },
  properties: { owner: l.owner, expires: l.expires },
});

/** The file of the stack; what no state has would be in one of those that this one composes. */
const locationOf = (f: Finding) => ({
  physicalLocation: {
    artifactLocation: { uri: `stacks/${f.state ?? "platform"}.ts` },
    region: { startLine: 1 },
  },
  logicalLocations: [{ fullyQualifiedName: nameOf(f), kind: "resource" }],
});
