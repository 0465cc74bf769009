import type { AlarmSpec, Measure, Metric, PagingDomain } from "../observability/alarm.ts";
import { certificateAlarm } from "./certificate-alarm.ts";
import type { LoadBalancerOutputs, TargetOutputs } from "./load-balancer.ts";
import type { ServiceOutputs } from "./service.ts";
import { type WorkingHours, whileAtWork } from "./working-hours.ts";

/** What is too much for a service. */
export interface ServiceLimits {
  /** Of what its tasks were given. */
  readonly maxCpuPercent: number;
  readonly maxMemoryPercent: number;
}

const minutely = { periodSeconds: 60, breaching: { periods: 5, of: 5 } } as const;

/**
 * Alarms of an ECS service. CPU and memory as Average over the service's tasks: one busy task is what a load balancer is
 * for. They have no data while no task runs, which says nothing about either: a gap keeps the last state.
 */
export function serviceAlarms(part: string, service: ServiceOutputs, limits: ServiceLimits): AlarmSpec[] {
  const metric = (name: string) => ({ namespace: "AWS/ECS", name, dimensions: dimensionsOf(service) });
  return [
    {
      ...minutely,
      name: `${part}-cpu`,
      means: `Tasks of ${part} use more than ${limits.maxCpuPercent} % of their CPU.`,
      runbook: "service-cpu",
      metric: metric("CPUUtilization"),
      statistic: "Average",
      when: { above: limits.maxCpuPercent },
      missing: "ignore",
    },
    {
      ...minutely,
      name: `${part}-memory`,
      means: `Tasks of ${part} use more than ${limits.maxMemoryPercent} % of their memory; at 100 % ECS kills them.`,
      runbook: "service-memory",
      metric: metric("MemoryUtilization"),
      statistic: "Average",
      when: { above: limits.maxMemoryPercent },
      missing: "ignore",
    },
    downAlarm(part, service),
  ];
}

/**
 * Goes off when no task runs. Container Insights says "none" by a zero of its own, so there a gap keeps the last state.
 * Without it, ECS samples the CPU of each running task once a minute: the number of samples is the number of tasks, and
 * no sample at all is no task.
 */
function downAlarm(part: string, service: ServiceOutputs): AlarmSpec {
  const down = {
    ...minutely,
    name: `${part}-down`,
    means: `No task of ${part} runs.`,
    runbook: "service-down",
    when: { below: 1 },
    pages: pagedFor(part),
  } as const;
  const { counted, hours } = service;
  const tasks = tasksOf(service);
  if (hours !== undefined) return { ...down, ...atWork(tasks, counted, hours) };
  return { ...down, ...tasks, missing: counted === "by samples" ? "breaching" : "ignore" };
}

function tasksOf(service: ServiceOutputs): Measure {
  const dimensions = dimensionsOf(service);
  return service.counted === "by samples"
    ? { metric: { namespace: "AWS/ECS", name: "CPUUtilization", dimensions }, statistic: "SampleCount" }
    : { metric: { namespace: "ECS/ContainerInsights", name: "RunningTaskCount", dimensions }, statistic: "Maximum" };
}

/**
 * Tasks that rest are one task outside of their hours. A quarter of an hour, because the morning begins with none. No
 * sample is told as 0 by the expression itself: as missing data it would be no task at night too.
 */
function atWork(tasks: Measure, counted: ServiceOutputs["counted"], hours: WorkingHours) {
  const series = counted === "by samples" ? "FILL(tasks, 0)" : "tasks";
  return {
    expression: whileAtWork(series, hours, 1),
    measures: { tasks },
    breaching: { periods: 15, of: 15 },
    missing: "ignore",
  } as const;
}

const dimensionsOf = ({ cluster, name }: ServiceOutputs) => ({ ClusterName: cluster, ServiceName: name });

/** Without these nobody gets an answer; without the others nothing arrives. */
const answering = ["control", "web"];
const pagedFor = (part: string): PagingDomain => (answering.includes(part) ? "api" : "ingest");

/** What clients may see of trouble. */
export interface EntranceLimits {
  /** Answers of 500 and above in five minutes. */
  readonly maxErrors: number;
  /** Nine of ten requests are answered within this, seconds. */
  readonly maxSeconds: number;
}

/** Alarms of the load balancer. It sends the count of an answer only when there was one: silence is no error. */
export function entranceAlarms<Target extends string>(
  balancer: LoadBalancerOutputs<Target>,
  { maxErrors, maxSeconds }: EntranceLimits,
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
    pages: "api",
  });
  const unhealthy = Object.entries<TargetOutputs>(balancer.targets).map(
    ([part, target]): AlarmSpec => ({
      name: `${part}-unhealthy`,
      means: `A task of ${part} does not answer its health check.`,
      runbook: "load-balancer-unhealthy",
      ...unhealthyHosts(target, (group) => metric("UnHealthyHostCount", { TargetGroup: group })),
      when: { above: 0 },
      periodSeconds: 60,
      breaching: { periods: 5, of: 5 },
      missing: "notBreaching",
    }),
  );
  return [
    errors("entrance-5xx", "The load balancer", "HTTPCode_ELB_5XX_Count"),
    errors("services-5xx", "A service", "HTTPCode_Target_5XX_Count"),
    {
      name: "entrance-latency",
      means: `One of ten requests waits for more than ${maxSeconds} s.`,
      runbook: "load-balancer-latency",
      metric: metric("TargetResponseTime"),
      // A percentile: the average of many fast answers hides the slow ones.
      statistic: "p90",
      when: { above: maxSeconds },
      periodSeconds: 60,
      breaching: { periods: 5, of: 5 },
      missing: "notBreaching",
    },
    ...unhealthy,
    ...(balancer.certificate === undefined
      ? []
      : [certificateAlarm("certificate-expiry", "the entrance", balancer.certificate)]),
  ];
}

/**
 * Maximum, because each node of the load balancer counts for itself. Of two groups clients are in either, and the other
 * has no tasks and says nothing: MAX skips it.
 */
function unhealthyHosts({ arnSuffix, nextArnSuffix }: TargetOutputs, count: (group: string) => Metric) {
  const of = (group: string): Measure => ({ metric: count(group), statistic: "Maximum" });
  return nextArnSuffix === undefined
    ? of(arnSuffix)
    : { expression: "MAX([first, next])", measures: { first: of(arnSuffix), next: of(nextArnSuffix) } };
}
