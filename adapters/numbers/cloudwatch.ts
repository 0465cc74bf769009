import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { awsClient, clientReaching, type Reach } from "../aws/client.ts";
import { awsFault } from "../aws/fault.ts";
import { type Numbers, NumbersError } from "./port.ts";

/** A client for a caller whose process environment says nothing of AWS. */
export const cloudWatchClient = (reach: Reach): CloudWatchClient => clientReaching(CloudWatchClient, reach);

/** Measurements as CloudWatch custom metrics of one namespace. */
export function openCloudWatch(namespace: string, client: CloudWatchClient = awsClient(CloudWatchClient)): Numbers {
  return {
    async put(dimensions, samples) {
      const wrong = samples.find(({ value }) => !Number.isFinite(value));
      if (wrong !== undefined)
        throw new NumbersError(`put metrics of ${namespace}: ${wrong.name} is ${wrong.value}, no number`, "never");
      const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
      const MetricData = samples.map(({ name, value, unit }) => ({
        MetricName: name,
        Value: value,
        Unit: unit,
        Dimensions,
      }));
      try {
        await client.send(new PutMetricDataCommand({ Namespace: namespace, MetricData }));
      } catch (cause) {
        const fault = awsFault(cause);
        throw new NumbersError(`put metrics of ${namespace}: ${fault.message}`, fault.retry, { cause });
      }
    },
    close: () => client.destroy(),
  };
}
