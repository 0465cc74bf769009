import { AccessanalyzerAnalyzer } from "@cdktf/provider-aws/lib/accessanalyzer-analyzer/index.js";
import { GuarddutyDetector } from "@cdktf/provider-aws/lib/guardduty-detector/index.js";
import { GuarddutyDetectorFeature } from "@cdktf/provider-aws/lib/guardduty-detector-feature/index.js";
import { SecurityhubAccount } from "@cdktf/provider-aws/lib/securityhub-account/index.js";
import { SecurityhubFindingAggregator } from "@cdktf/provider-aws/lib/securityhub-finding-aggregator/index.js";
import { SecurityhubStandardsSubscription } from "@cdktf/provider-aws/lib/securityhub-standards-subscription/index.js";
import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";

/** AWS's own eyes on the account. */
export interface DetectorsProps {
  readonly place: Place;
  /** Other Regions whose findings come together here. @default - none. */
  readonly collectsFrom?: readonly string[];
}

/**
 * What GuardDuty looks at beside the trail, flow logs and DNS, which it always does. Off is what we have none of (EKS,
 * EC2 agents, RDS): each would cost nothing today and surprise whoever adds the first of them with a bill. Said for each,
 * because a new detector switches on what AWS thinks right.
 */
const guardDutyFeatures: Readonly<Record<string, "ENABLED" | "DISABLED">> = {
  S3_DATA_EVENTS: "ENABLED",
  LAMBDA_NETWORK_LOGS: "ENABLED",
  EKS_AUDIT_LOGS: "DISABLED",
  EBS_MALWARE_PROTECTION: "DISABLED",
  RDS_LOGIN_EVENTS: "DISABLED",
  RUNTIME_MONITORING: "DISABLED",
};

/** Standards of Security Hub, as AWS spells them in an ARN. */
const standards = {
  fsbp: "aws-foundational-security-best-practices/v/1.0.0",
  cis: "cis-aws-foundations-benchmark/v/3.0.0",
};

/**
 * GuardDuty, Security Hub and the Access Analyzer. Security Hub's newest CIS standard in every Region is 3.0.0; what 6.0
 * adds is watched by modules/audit/config-rules.ts. The analyzer is the one of external access, which is free; the one
 * of unused access costs 0.20 USD a month for each role, and least privilege is proven by tests before a role exists.
 */
export class Detectors extends Construct {
  constructor(scope: Construct, id: string, { place, collectsFrom = [] }: DetectorsProps) {
    super(scope, id);
    const detector = new GuarddutyDetector(this, "guardduty", {
      enable: true,
      findingPublishingFrequency: "FIFTEEN_MINUTES",
      lifecycle: { preventDestroy: true },
    });
    for (const [name, status] of Object.entries(guardDutyFeatures))
      new GuarddutyDetectorFeature(this, name.toLowerCase().replaceAll("_", "-"), {
        detectorId: detector.id,
        name,
        status,
      });
    const hub = new SecurityhubAccount(this, "hub", {
      enableDefaultStandards: false,
      autoEnableControls: true,
      controlFindingGenerator: "SECURITY_CONTROL",
    });
    for (const [name, standard] of Object.entries(standards))
      new SecurityhubStandardsSubscription(this, name, {
        standardsArn: `arn:aws:securityhub:${place.region}::standards/${standard}`,
        dependsOn: [hub],
      });
    if (collectsFrom.length > 0)
      new SecurityhubFindingAggregator(this, "collection", {
        linkingMode: "SPECIFIED_REGIONS",
        specifiedRegions: [...collectsFrom],
        dependsOn: [hub],
      });
    new AccessanalyzerAnalyzer(this, "external-access", {
      analyzerName: names.of(place, "external-access"),
      type: "ACCOUNT",
    });
  }
}
