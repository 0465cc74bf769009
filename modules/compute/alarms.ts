import type { AlarmSpec } from "../observability/alarm.ts";
import type { LoadBalancerOutputs } from "./load-balancer.ts";
import type { ServiceOutputs } from "./service.ts";

/** What is too much for a service. */
export interface ServiceLimits {
  /** Of what its tasks were given. */
  readonly maxCpuPercent: number;
  readonly maxMemoryPercent: number;
}

/**
 * Alarms of an ECS service. CPU and memory as Average over the service's tasks: one busy task is what a load balancer is
 * for. They and the task count have no data while no task runs or Container Insights is behind; the task count says
 * "none" by a zero of its own, so a gap keeps the last state.
 */
export function serviceAlarms(part: string, service: ServiceOutputs, limits: ServiceLimits): AlarmSpec[] {
  const dimensions = { ClusterName: service.cluster, ServiceName: service.name };
  const minutely = { periodSeconds: 60, breaching: { periods: 5, of: 5 }, missing: "ignore" } as const;
  return [
    {
      ...minutely,
      name: `${part}-cpu`,
      means: `Tasks of ${part} use more than ${limits.maxCpuPercent} % of their CPU.`,
      runbook: "service-cpu",
      metric: { namespace: "AWS/ECS", name: "CPUUtilization", dimensions },
      statistic: "Average",
      when: { above: limits.maxCpuPercent },
    },
    {
      ...minutely,
      name: `${part}-memory`,
      means: `Tasks of ${part} use more than ${limits.maxMemoryPercent} % of their memory; at 100 % ECS kills them.`,
      runbook: "service-memory",
      metric: { namespace: "AWS/ECS", name: "MemoryUtilization", dimensions },
      statistic: "Average",
      when: { above: limits.maxMemoryPercent },
    },
    {
      ...minutely,
      name: `${part}-down`,
      means: `No task of ${part} runs.`,
      runbook: "service-down",
      metric: { namespace: "ECS/ContainerInsights", name: "RunningTaskCount", dimensions },
      statistic: "Maximum",
      when: { below: 1 },
    },
  ];
}

/** What clients may see of trouble. */
export interface EntranceLimits {
  /** Answers of 500 and above in five minutes. */
  readonly maxErrors: number;
}

/**
 * Alarms of the load balancer. It sends the count of an answer only when there was one: silence is no error. Unhealthy
 * hosts as Maximum, because each of its nodes counts for itself.
 */
export function entranceAlarms<Target extends string>(
  balancer: LoadBalancerOutputs<Target>,
  { maxErrors }: EntranceLimits,
): AlarmSpec[] {
  const metric = (name: string, more: Readonly<Record<string, string>> = {}) => ({
    namespace: "AWS/ApplicationELB",
    name,
    dimensions: { LoadBalancer: balancer.arnSuffix, ...more },
  });
  const errors = (name: string, whose: string, from: string): AlarmSpec => ({
    name,
    means: `${whose} answered more than ${maxErrors} requests in five minutes with an error of its own.`,
    runbook: "load-balancer-5xx",
    metric: metric(from),
    statistic: "Sum",
    when: { above: maxErrors },
    periodSeconds: 300,
    breaching: { periods: 1, of: 1 },
    missing: "notBreaching",
  });
  const unhealthy = Object.entries<LoadBalancerOutputs<string>["targets"][string]>(balancer.targets).map(
    ([part, target]): AlarmSpec => ({
      name: `${part}-unhealthy`,
      means: `A task of ${part} does not answer its health check.`,
      runbook: "load-balancer-unhealthy",
      metric: metric("UnHealthyHostCount", { TargetGroup: target.arnSuffix }),
      statistic: "Maximum",
      when: { above: 0 },
      periodSeconds: 60,
      breaching: { periods: 5, of: 5 },
      missing: "notBreaching",
    }),
  );
  return [
    errors("entrance-5xx", "The load balancer", "HTTPCode_ELB_5XX_Count"),
    errors("services-5xx", "A service", "HTTPCode_Target_5XX_Count"),
    ...unhealthy,
  ];
}
