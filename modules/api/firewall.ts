import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy/index.js";
import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl/index.js";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association/index.js";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import { policyDocument } from "../identity/policy.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import { firewallRules } from "./firewall-rules.ts";
import type { RestApiOutputs } from "./rest-api.ts";

/** What looks at requests before anything of ours does. */
export interface FirewallProps {
  readonly place: Place;
  /** ARNs of load balancers and API stages that it stands in front of, by a name of the caller's. */
  readonly protects: Readonly<Record<string, string>>;
  /** Hands requests on to the load balancer: those are not counted a second time. */
  readonly api: Pick<RestApiOutputs, "id">;
  /** Requests of one address in five minutes before it is refused: more than the largest plan allows. */
  readonly perAddress: number;
  /** Encrypts the log. */
  readonly key: KeyOutputs;
  readonly logRetentionDays: number;
}

/** What others need of the firewall. */
export interface FirewallOutputs {
  readonly name: string;
  readonly region: string;
  readonly arn: string;
}

/** Every fault of the props. */
export function validateFirewall({ protects, perAddress }: FirewallProps): Fault[] {
  const faults: Fault[] = [];
  if (Object.keys(protects).length === 0)
    faults.push({ field: "protects", got: protects, want: "at least one: it costs the same without" });
  // Source: AWS WAF developer guide, "Rate-based rule statement".
  if (!(perAddress >= 10 && perAddress <= 2_000_000_000))
    faults.push({ field: "perAddress", got: perAddress, want: "10 to 2000000000" });
  return faults;
}

/** An AWS WAF web ACL: a rate limit per address and AWS's rules, with a log of what it refused, without tokens. */
export class Firewall extends Construct {
  readonly outputs: FirewallOutputs;
  constructor(scope: Construct, id: string, props: FirewallProps) {
    super(scope, id);
    assertValid("firewall", validateFirewall(props));
    const { place, protects, perAddress, api } = props;
    const name = names.prefix(place);
    const acl = new Wafv2WebAcl(this, "acl", {
      name,
      description: `In front of ${Object.keys(protects).join(" and ")}`,
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      rule: firewallRules(perAddress, api.id),
      visibilityConfig: { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName: name },
    });
    for (const [what, resourceArn] of Object.entries(protects))
      new Wafv2WebAclAssociation(this, what, { webAclArn: acl.arn, resourceArn });
    this.log(acl, props);
    this.outputs = { name, region: place.region, arn: acl.arn };
  }

  private log(acl: Wafv2WebAcl, { place, key, logRetentionDays }: FirewallProps): void {
    const log = new CloudwatchLogGroup(this, "log", {
      name: names.firewallLog(place),
      retentionInDays: logRetentionDays,
      kmsKeyId: key.arn,
    });
    const delivery = new CloudwatchLogResourcePolicy(this, "log-delivery", {
      policyName: names.of(place, "firewall-log"),
      policyDocument: policyDocument([
        {
          Sid: "Delivery",
          Effect: "Allow",
          Principal: { Service: "delivery.logs.amazonaws.com" },
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: [`${log.arn}:*`],
          Condition: { StringEquals: { "aws:SourceAccount": place.account } },
        },
      ]),
    });
    const drop = { behavior: "DROP", requirement: "MEETS_ANY", condition: [{ actionCondition: { action: "ALLOW" } }] };
    new Wafv2WebAclLoggingConfiguration(this, "logging", {
      resourceArn: acl.arn,
      logDestinationConfigs: [log.arn],
      redactedFields: [{ singleHeader: { name: "authorization" } }, { singleHeader: { name: "cookie" } }],
      // What was let through is in the access logs.
      loggingFilter: { defaultBehavior: "KEEP", filter: [drop] },
      dependsOn: [delivery],
    });
  }
}
