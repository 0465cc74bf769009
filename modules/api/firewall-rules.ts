import type { Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl/index.js";

/** Rules of AWS's own that are worth their price for an API without a browser's forms. */
const managed = {
  /** Addresses that AWS has seen attack others. */
  reputation: "AWSManagedRulesAmazonIpReputationList",
  /** Log4j and its like. */
  "known-bad-inputs": "AWSManagedRulesKnownBadInputsRuleSet",
  /** Injections, scripts, odd sizes. */
  common: "AWSManagedRulesCommonRuleSet",
} as const;

const seen = (metricName: string) => ({ cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName });

const handedOnBy = (apiId: string) => ({
  byteMatchStatement: {
    searchString: apiId,
    positionalConstraint: "EXACTLY",
    fieldToMatch: { singleHeader: { name: "x-amzn-apigateway-api-id" } },
    textTransformation: [{ priority: 0, type: "NONE" }],
  },
});

/**
 * The rules of the firewall, cheapest first: an address that asks too often costs nothing more. A request that passes all
 * of them is allowed.
 *
 * @param perAddress requests of one address in five minutes before it is refused
 * @param apiId what API Gateway hands on comes from its addresses, and carries this: it was counted when it came in
 */
export function firewallRules(perAddress: number, apiId: string): Wafv2WebAclRule[] {
  const rate: Wafv2WebAclRule = {
    name: "rate",
    priority: 0,
    action: { block: {} },
    statement: {
      rateBasedStatement: {
        limit: perAddress,
        aggregateKeyType: "IP",
        evaluationWindowSec: 300,
        scopeDownStatement: { notStatement: { statement: [handedOnBy(apiId)] } },
      },
    },
    visibilityConfig: seen("rate"),
  };
  const groups = Object.entries(managed).map(
    ([name, group], i): Wafv2WebAclRule => ({
      name,
      priority: i + 1,
      overrideAction: { none: {} },
      statement: { managedRuleGroupStatement: { vendorName: "AWS", name: group } },
      visibilityConfig: seen(name),
    }),
  );
  return [rate, ...groups];
}
