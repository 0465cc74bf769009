import type { Metric } from "../observability/alarm.ts";

/** A metric of MSK, whose names of dimensions have spaces. */
export const kafkaMetric = (cluster: string, name: string, of: Readonly<Record<string, string>> = {}): Metric => ({
  namespace: "AWS/Kafka",
  name,
  dimensions: { "Cluster Name": cluster, ...of },
});
