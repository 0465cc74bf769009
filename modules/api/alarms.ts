import type { AlarmSpec } from "../observability/alarm.ts";
import type { FirewallOutputs } from "./firewall.ts";
import type { RestApiOutputs } from "./rest-api.ts";

/** What callers may see of trouble. */
export interface ApiLimits {
  /** Share of requests that end in an error, 0 to 1. */
  readonly maxErrorShare: number;
  /** Nine of ten requests are answered within this. */
  readonly maxMs: number;
}

/**
 * Alarms of the API. Errors as Average: API Gateway reports 0 or 1 for each request, so their average is the share of
 * requests that failed, whatever their number. Latencies as p90: an average hides the slow ones, and a p99 is a single
 * request on a quiet day. Without requests there is no data, and nobody waits.
 */
export function apiAlarms(api: RestApiOutputs, { maxErrorShare, maxMs }: ApiLimits): AlarmSpec[] {
  const metric = (name: string) => ({
    namespace: "AWS/ApiGateway",
    name,
    dimensions: { ApiName: api.name, Stage: api.stage },
  });
  const minutely = { periodSeconds: 60, missing: "notBreaching" } as const;
  const percent = maxErrorShare * 100;
  const slow = (name: string, from: string, whose: string): AlarmSpec => ({
    ...minutely,
    name,
    means: `One of ten requests to the API waits ${maxMs} ms or longer ${whose}.`,
    runbook: "api-latency",
    metric: metric(from),
    statistic: "p90",
    when: { atLeast: maxMs },
    breaching: { periods: 5, of: 5 },
  });
  return [
    {
      ...minutely,
      name: "api-4xx",
      means: `More than ${percent} % of requests to the API are refused as the caller's fault.`,
      runbook: "api-errors",
      metric: metric("4XXError"),
      statistic: "Average",
      when: { above: maxErrorShare },
      breaching: { periods: 5, of: 5 },
    },
    {
      ...minutely,
      name: "api-5xx",
      means: `More than ${percent} % of requests to the API fail as our fault.`,
      runbook: "api-errors",
      metric: metric("5XXError"),
      statistic: "Average",
      when: { above: maxErrorShare },
      breaching: { periods: 3, of: 3 },
      pages: "api",
    },
    slow("api-latency", "Latency", "in all"),
    slow("api-integration-latency", "IntegrationLatency", "for the service behind it"),
  ];
}

/**
 * Tells of an attack, or of a rule that is wrong about a customer. Sum: each refusal is a request. The firewall sends
 * nothing while it refuses nothing. `ALL` is its name for every rule together.
 */
export const firewallAlarm = (
  { name, region }: FirewallOutputs,
  { maxRefused }: { maxRefused: number },
): AlarmSpec => ({
  name: "firewall-refused",
  means: `The firewall refuses more than ${maxRefused} requests in five minutes.`,
  runbook: "api-firewall",
  metric: {
    namespace: "AWS/WAFV2",
    name: "BlockedRequests",
    dimensions: { WebACL: name, Region: region, Rule: "ALL" },
  },
  statistic: "Sum",
  when: { above: maxRefused },
  periodSeconds: 300,
  breaching: { periods: 1, of: 1 },
  missing: "notBreaching",
});
