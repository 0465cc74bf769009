import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target/index.js";
import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";
import type { AlarmTopicOutputs } from "../observability/alarm-topic.ts";

/** What of the detectors' findings is told to people. */
export interface FindingsProps {
  readonly place: Place;
  readonly topic: AlarmTopicOutputs;
  /** Whether findings of other Regions come together here. @default - false. */
  readonly collected?: boolean;
}

interface Told {
  readonly pattern: object;
  /** Paths of what the mail says. */
  readonly says: Readonly<Record<string, string>>;
  readonly text: string;
}

/**
 * Findings that cannot wait, by who made them. GuardDuty counts from 1 to 10, and 7 begins what it calls high. Security
 * Hub also passes on what GuardDuty found, so its rule takes its own controls alone, and tells of a finding at each check
 * while it is `NEW`. It knows nothing of policy-exceptions.jsonl: what is argued away there fails as well and is told,
 * until a person sets that finding to `SUPPRESSED` with the reason as its note, for each resource anew; the runbook lists
 * these controls. `NOTIFIED` quiets one that somebody works on. The analyzer's findings are all of one weight: somebody
 * outside can reach something of ours.
 */
export const told: Readonly<Record<string, Told>> = {
  threats: {
    pattern: {
      source: ["aws.guardduty"],
      "detail-type": ["GuardDuty Finding"],
      detail: { severity: [{ numeric: [">=", 7] }] },
    },
    says: { title: "$.detail.title", severity: "$.detail.severity", id: "$.detail.id", region: "$.region" },
    text: '"GuardDuty, severity <severity>, <region>: <title>. Finding <id>. Runbook: docs/runbooks/account-finding.md"',
  },
  controls: {
    pattern: {
      source: ["aws.securityhub"],
      "detail-type": ["Security Hub Findings - Imported"],
      detail: {
        findings: {
          ProductName: ["Security Hub"],
          Severity: { Label: ["HIGH", "CRITICAL"] },
          Compliance: { Status: ["FAILED"] },
          Workflow: { Status: ["NEW"] },
          RecordState: ["ACTIVE"],
        },
      },
    },
    says: {
      title: "$.detail.findings[0].Title",
      severity: "$.detail.findings[0].Severity.Label",
      resource: "$.detail.findings[0].Resources[0].Id",
    },
    text: '"Security Hub, <severity>: <title>, at <resource>. Runbook: docs/runbooks/account-finding.md"',
  },
  exposure: {
    pattern: {
      source: ["aws.access-analyzer"],
      "detail-type": ["Access Analyzer Finding"],
      detail: { status: ["ACTIVE"] },
    },
    says: { resource: "$.detail.resource", kind: "$.detail.resourceType", id: "$.detail.id" },
    text: '"Access Analyzer: <kind> <resource> can be reached from outside. Finding <id>. Runbook: docs/runbooks/account-finding.md"',
  },
};

/** What Security Hub carries here of one detector's findings in other Regions. */
const carried = ({ region }: Place, product: string, which: object): object => ({
  source: ["aws.securityhub"],
  "detail-type": ["Security Hub Findings - Imported"],
  detail: {
    findings: {
      ProductName: [product],
      Region: [{ "anything-but": region }],
      Workflow: { Status: ["NEW"] },
      RecordState: ["ACTIVE"],
      ...which,
    },
  },
});

/**
 * GuardDuty and the analyzer tell of a finding in its own Region alone; Security Hub, which has them by itself, carries it
 * here within half an hour. There the analyzer's findings are `LOW` where one account is let in, so their weight is not
 * asked for; roles have no Region and are told at home. Source: IAM user guide, "Integrate IAM Access Analyzer with AWS
 * Security Hub".
 */
const elsewhere = (place: Place): Readonly<Record<string, Told>> => ({
  "threats-elsewhere": {
    pattern: carried(place, "GuardDuty", { Severity: { Label: ["HIGH", "CRITICAL"] } }),
    says: {
      title: "$.detail.findings[0].Title",
      severity: "$.detail.findings[0].Severity.Label",
      region: "$.detail.findings[0].Region",
    },
    text: '"GuardDuty, <severity>, <region>: <title>. Runbook: docs/runbooks/account-finding.md"',
  },
  "exposure-elsewhere": {
    pattern: carried(place, "IAM Access Analyzer", { Resources: { Type: [{ "anything-but": ["AwsIamRole"] }] } }),
    says: { title: "$.detail.findings[0].Title", region: "$.detail.findings[0].Region" },
    text: '"Access Analyzer, <region>: <title>. Runbook: docs/runbooks/account-finding.md"',
  },
});

/** Rules that pass urgent findings on to the topic, as a sentence instead of a page of JSON. */
export class Findings extends Construct {
  constructor(scope: Construct, id: string, { place, topic, collected = false }: FindingsProps) {
    super(scope, id);
    const all = { ...told, ...(collected ? elsewhere(place) : {}) };
    for (const [name, { pattern, says, text }] of Object.entries(all)) {
      const rule = new CloudwatchEventRule(this, name, {
        name: names.of(place, name),
        description: `Findings that cannot wait: ${name}`,
        eventPattern: JSON.stringify(pattern),
      });
      new CloudwatchEventTarget(this, `${name}-target`, {
        rule: rule.name,
        arn: topic.arn,
        inputTransformer: { inputPaths: { ...says }, inputTemplate: text },
      });
    }
  }
}
