import { serviceNames } from "../contracts/names.ts";
import type { Measure, Statistic } from "../modules/observability/alarm.ts";
import type { GraphSpec } from "../modules/observability/page.ts";
import type { Watched } from "./alarms.ts";

const line = (
  namespace: string,
  name: string,
  statistic: Statistic,
  dimensions: Readonly<Record<string, string>> = {},
): Measure => ({ metric: { namespace, name, dimensions }, statistic });

const hour = 3_600;
const day = 86_400;

/** What the month costs so far, and what makes it cost more: each graph is work that AWS bills by its amount. */
export const costGraphs = ({ durable, services, freshness, landed }: Watched): GraphSpec[] => [
  {
    title: "What has the account cost this month?",
    // AWS writes this metric in one Region only, a few times a day.
    region: "us-east-1",
    periodSeconds: 6 * hour,
    lines: [line("AWS/Billing", "EstimatedCharges", "Maximum", { Currency: "USD" })],
  },
  {
    title: "How large is the lake?",
    periodSeconds: day,
    lines: Object.values(durable.lake.buckets).map(({ name }) =>
      line("AWS/S3", "BucketSizeBytes", "Average", { BucketName: name, StorageType: "StandardStorage" }),
    ),
  },
  {
    title: "How much do tables read and write?",
    periodSeconds: hour,
    lines: Object.values(durable.tables).flatMap(({ name: TableName }) => [
      line("AWS/DynamoDB", "ConsumedReadCapacityUnits", "Sum", { TableName }),
      line("AWS/DynamoDB", "ConsumedWriteCapacityUnits", "Sum", { TableName }),
    ]),
  },
  {
    title: "How much is logged?",
    periodSeconds: hour,
    lines: [...serviceNames.map((name) => services[name].logGroup), freshness.logGroup].map(({ name }) =>
      line("AWS/Logs", "IncomingBytes", "Sum", { LogGroupName: name }),
    ),
  },
  {
    title: "How many messages go through queues?",
    periodSeconds: hour,
    lines: [line("AWS/SQS", "NumberOfMessagesSent", "Sum", { QueueName: landed.name })],
  },
  {
    title: "How often do functions run?",
    periodSeconds: hour,
    lines: [line("AWS/Lambda", "Invocations", "Sum", { FunctionName: freshness.name })],
  },
];

/** Who knocks, what is turned away, and what was told of it. */
export function securityGraphs({ entrance }: Watched, rules: readonly string[]): GraphSpec[] {
  const LoadBalancer = entrance.arnSuffix;
  return [
    {
      title: "What does the entrance turn away?",
      periodSeconds: 300,
      lines: [
        line("AWS/ApplicationELB", "HTTPCode_Target_4XX_Count", "Sum", { LoadBalancer }),
        line("AWS/ApplicationELB", "HTTPCode_ELB_4XX_Count", "Sum", { LoadBalancer }),
        line("AWS/ApplicationELB", "DroppedInvalidHeaderRequestCount", "Sum", { LoadBalancer }),
      ],
    },
    {
      title: "Who does not speak TLS as we do?",
      periodSeconds: 300,
      lines: [line("AWS/ApplicationELB", "ClientTLSNegotiationErrorCount", "Sum", { LoadBalancer })],
    },
    {
      title: "Of which calls and events was somebody told?",
      periodSeconds: hour,
      lines: rules.map((RuleName) => line("AWS/Events", "TriggeredRules", "Sum", { RuleName })),
    },
  ];
}
