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

/** How many rules there are to pay for. */
export const ruleCount: number = 1 + Object.keys(managed).length;

const seen = (metricName: string) => ({ cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName });

// Statements are recursive: cdktf does not know their fields, so they are in Terraform's own spelling.
const handedOnBy = (apiId: string) => ({
  byte_match_statement: {
    search_string: apiId,
    positional_constraint: "EXACTLY",
    field_to_match: { single_header: { name: "x-amzn-apigateway-api-id" } },
    text_transformation: [{ priority: 0, type: "NONE" }],
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
      rate_based_statement: {
        limit: perAddress,
        aggregate_key_type: "IP",
        evaluation_window_sec: 300,
        scope_down_statement: { not_statement: { statement: [handedOnBy(apiId)] } },
      },
    },
    visibilityConfig: seen("rate"),
  };
  const groups = Object.entries(managed).map(
    ([name, group], i): Wafv2WebAclRule => ({
      name,
      priority: i + 1,
      overrideAction: { none: {} },
      statement: { managed_rule_group_statement: { vendor_name: "AWS", name: group } },
      visibilityConfig: seen(name),
    }),
  );
  return [rate, ...groups];
}
