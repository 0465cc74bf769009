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
      readonly target: Pick<TargetOutputs, "arnSuffix">;
      readonly perTask: number;
    }
  /** Of what its tasks were given. */
  | { readonly kind: "cpu"; readonly percent: number };

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
 * Work that waits, divided by the tasks that run. ECS reports CPU once a minute for each running task, so the number of
 * samples is the number of tasks, with Container Insights or without. Source: Amazon ECS developer guide, "Amazon ECS
 * CloudWatch metrics". A minute without a sample counts as one task: a gap must not look like endless work.
 */
const perTask = (waiting: Queried, stat: string, service: { readonly name: string; readonly cluster: string }) => ({
  customizedMetricSpecification: {
    metrics: [
      query("waiting", waiting, stat),
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

/** What a target tracking policy follows, and the value that it holds. */
export function tracking(demand: Demand, service: { readonly name: string; readonly cluster: string }) {
  switch (demand.kind) {
    case "queue": {
      const metricName = "ApproximateNumberOfMessagesVisible";
      const waiting = { namespace: "AWS/SQS", metricName, dimensions: dimensions({ QueueName: demand.queue.name }) };
      return { targetValue: demand.perTask, ...perTask(waiting, "Maximum", service) };
    }
    case "lag": {
      const { cluster, group, topic } = demand.consumer;
      const of = dimensions({ "Cluster Name": cluster, "Consumer Group": group, Topic: topic });
      const waiting = { namespace: "AWS/Kafka", metricName: "SumOffsetLag", dimensions: of };
      return { targetValue: demand.perTask, ...perTask(waiting, "Maximum", service) };
    }
    case "requests": {
      const resourceLabel = `${demand.balancer.arnSuffix}/${demand.target.arnSuffix}`;
      return {
        targetValue: demand.perTask,
        predefinedMetricSpecification: { predefinedMetricType: "ALBRequestCountPerTarget", resourceLabel },
      };
    }
    case "cpu":
      return {
        targetValue: demand.percent,
        predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
      };
  }
}
