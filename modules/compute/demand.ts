import type { QueueOutputs } from "../messaging/queue.ts";
import type { LoadBalancerOutputs, TargetOutputs } from "./load-balancer.ts";

/** What tells how many tasks a service needs. Each is a number per task that autoscaling holds. */
export type Demand =
  /** Messages that wait, per task. */
  | { readonly kind: "queue"; readonly queue: Pick<QueueOutputs, "name">; readonly perTask: number }
  /** Records that a consumer group of MSK is behind, per task. */
  | {
      readonly kind: "lag";
      readonly consumer: { readonly cluster: string; readonly group: string; readonly topic: string };
      readonly perTask: number;
    }
  /** Requests that the load balancer hands on, per task and minute. */
  | {
      readonly kind: "requests";
      readonly balancer: Pick<LoadBalancerOutputs<string>, "arnSuffix">;
      readonly target: Pick<TargetOutputs, "arnSuffix" | "nextArnSuffix">;
      readonly perTask: number;
    }
  /** Of what its tasks were given. */
  | { readonly kind: "cpu"; readonly percent: number };

type Requests = Extract<Demand, { kind: "requests" }>;

/** Full names of an ECS service and its cluster. */
interface ScaledService {
  readonly name: string;
  readonly cluster: string;
}

/** A metric of CloudWatch, as Application Auto Scaling spells it. */
interface Queried {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: readonly { readonly name: string; readonly value: string }[];
}

/** What a service works on, and what makes one number of it. */
interface Work {
  /** By their names in `sum`. */
  readonly metrics: Readonly<Record<string, Queried>>;
  /** Metric math. */
  readonly sum: string;
  readonly stat: string;
}

const dimensions = (of: Readonly<Record<string, string>>) =>
  Object.entries(of).map(([name, value]) => ({ name, value }));

const query = (id: string, metric: Queried, stat: string) => ({
  id,
  metricStat: { metric: { ...metric, dimensions: [...metric.dimensions] }, stat },
  returnData: false,
});

/**
 * Work of a minute, divided by the tasks that run. ECS reports CPU once a minute for each running task, so the number of
 * samples is the number of tasks, with Container Insights or without. Source: Amazon ECS developer guide, "Amazon ECS
 * CloudWatch metrics". A minute without a sample counts as one task: a gap must not look like endless work.
 */
const perTask = (what: string, { metrics, sum, stat }: Work, service: ScaledService) => ({
  customizedMetricSpecification: {
    metrics: [
      ...Object.entries(metrics).map(([id, metric]) => query(id, metric, stat)),
      query(
        "tasks",
        {
          namespace: "AWS/ECS",
          metricName: "CPUUtilization",
          dimensions: dimensions({ ClusterName: service.cluster, ServiceName: service.name }),
        },
        "SampleCount",
      ),
      { id: "each", expression: `${sum} / FILL(tasks, 1)`, label: `${what} per task`, returnData: true },
    ],
  },
});

/**
 * Requests per task. AWS's own number for it is of one target group, and where releases are promoted clients are in the
 * other one after every second of them: there both are counted, of which SUM skips the one that says nothing.
 */
function requestsPerTask({ balancer, target }: Requests, service: ScaledService) {
  const { arnSuffix: LoadBalancer } = balancer;
  const { arnSuffix: first, nextArnSuffix: next } = target;
  if (next === undefined) {
    const resourceLabel = `${LoadBalancer}/${first}`;
    return { predefinedMetricSpecification: { predefinedMetricType: "ALBRequestCountPerTarget", resourceLabel } };
  }
  const requests = (TargetGroup: string): Queried => ({
    namespace: "AWS/ApplicationELB",
    metricName: "RequestCount",
    dimensions: dimensions({ LoadBalancer, TargetGroup }),
  });
  const metrics = { first: requests(first), next: requests(next) };
  return perTask("requests", { metrics, sum: "SUM([first, next])", stat: "Sum" }, service);
}

/** What a target tracking policy follows, and the value that it holds. */
export function tracking(demand: Demand, service: ScaledService) {
  switch (demand.kind) {
    case "queue": {
      const metricName = "ApproximateNumberOfMessagesVisible";
      const waiting = { namespace: "AWS/SQS", metricName, dimensions: dimensions({ QueueName: demand.queue.name }) };
      return {
        targetValue: demand.perTask,
        ...perTask("waiting", { metrics: { waiting }, sum: "waiting", stat: "Maximum" }, service),
      };
    }
    case "lag": {
      const { cluster, group, topic } = demand.consumer;
      const of = dimensions({ "Cluster Name": cluster, "Consumer Group": group, Topic: topic });
      const waiting = { namespace: "AWS/Kafka", metricName: "SumOffsetLag", dimensions: of };
      return {
        targetValue: demand.perTask,
        ...perTask("waiting", { metrics: { waiting }, sum: "waiting", stat: "Maximum" }, service),
      };
    }
    case "requests":
      return { targetValue: demand.perTask, ...requestsPerTask(demand, service) };
    case "cpu":
      return {
        targetValue: demand.percent,
        predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
      };
  }
}
