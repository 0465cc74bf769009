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
const perTask = (metric: Queried, service: ScaledService) => ({
  customizedMetricSpecification: {
    metrics: [
      query("waiting", metric, "Maximum"),
      query(
        "tasks",
        {
          namespace: "AWS/ECS",
          metricName: "CPUUtilization",
          dimensions: dimensions({ ClusterName: service.cluster, ServiceName: service.name }),
        },
        "SampleCount",
      ),
      { id: "each", expression: "waiting / FILL(tasks, 1)", label: "waiting per task", returnData: true },
    ],
  },
});

/**
 * Requests per task. AWS's own policy for it follows one target group, and where releases are promoted clients are in the
 * other one after every second of them: there it is the same metric of both, of which MAX skips the one that says nothing.
 * Source: Application Load Balancer user guide, "CloudWatch metrics for your Application Load Balancer".
 */
function requestsPerTask({ balancer, target }: Requests) {
  const { arnSuffix: LoadBalancer } = balancer;
  const { arnSuffix: first, nextArnSuffix: next } = target;
  if (next === undefined) {
    const resourceLabel = `${LoadBalancer}/${first}`;
    return { predefinedMetricSpecification: { predefinedMetricType: "ALBRequestCountPerTarget", resourceLabel } };
  }
  const requests = (TargetGroup: string): Queried => ({
    namespace: "AWS/ApplicationELB",
    metricName: "RequestCountPerTarget",
    dimensions: dimensions({ LoadBalancer, TargetGroup }),
  });
  return {
    customizedMetricSpecification: {
      metrics: [
        query("first", requests(first), "Sum"),
        query("next", requests(next), "Sum"),
        { id: "each", expression: "MAX([first, next])", label: "requests per task", returnData: true },
      ],
    },
  };
}

/** What a target tracking policy follows, and the value that it holds. */
export function tracking(demand: Demand, service: ScaledService) {
  switch (demand.kind) {
    case "queue": {
      const metricName = "ApproximateNumberOfMessagesVisible";
      const waiting = { namespace: "AWS/SQS", metricName, dimensions: dimensions({ QueueName: demand.queue.name }) };
      return { targetValue: demand.perTask, ...perTask(waiting, service) };
    }
    case "lag": {
      const { cluster, group, topic } = demand.consumer;
      const of = dimensions({ "Cluster Name": cluster, "Consumer Group": group, Topic: topic });
      const waiting = { namespace: "AWS/Kafka", metricName: "SumOffsetLag", dimensions: of };
      return { targetValue: demand.perTask, ...perTask(waiting, service) };
    }
    case "requests":
      return { targetValue: demand.perTask, ...requestsPerTask(demand) };
    case "cpu":
      return {
        targetValue: demand.percent,
        predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
      };
  }
}
