import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DeleteMetricFilterCommand,
  DeleteRetentionPolicyCommand,
  DescribeMetricFiltersCommand,
  PutMetricFilterCommand,
  PutQueryDefinitionCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { names } from "../../../contracts/names.ts";
import type { Environment } from "../../../environments/environment.ts";
import { changed, deleted, type Hand, type Mutation, unmanaged } from "../mutation.ts";

const query = "aws_cloudwatch_query_definition.queries_last-errors";

/** CloudWatch Logs. */
export const logMutations = (env: Environment): readonly Mutation[] => [
  {
    name: "a log kept for a day",
    expect: [changed("aws_cloudwatch_log_group.collect_log_group", "retention_in_days")],
    apply: (hand) => retention(hand, names.logGroup(env, "collect"), 1),
  },
  {
    name: "a log kept for ever",
    expect: [changed("aws_cloudwatch_log_group.lake_log_group", "retention_in_days")],
    apply: (hand) => retention(hand, names.logGroup(env, "lake"), undefined),
  },
  {
    name: "a log group made by hand",
    expect: [unmanaged("aws_cloudwatch_log_group", names.logGroup(env, "by-hand"))],
    async apply({ client }) {
      const group = { logGroupName: names.logGroup(env, "by-hand") };
      await client(CloudWatchLogsClient).send(new CreateLogGroupCommand(group));
      return () => client(CloudWatchLogsClient).send(new DeleteLogGroupCommand(group));
    },
  },
  {
    name: "errors of another level counted",
    expect: [changed("aws_cloudwatch_log_metric_filter.errors_web", "pattern")],
    async apply(hand) {
      const was = await filterOf(hand, "web");
      const put = (filterPattern: string | undefined) =>
        hand.client(CloudWatchLogsClient).send(new PutMetricFilterCommand({ ...was, filterPattern }));
      await put('{ $.level = "trace" }');
      return () => put(was.filterPattern);
    },
  },
  {
    name: "errors not counted any more",
    expect: [deleted("aws_cloudwatch_log_metric_filter.errors_control")],
    async apply(hand) {
      const was = await filterOf(hand, "control");
      await hand.client(CloudWatchLogsClient).send(new DeleteMetricFilterCommand(was));
      return () => hand.client(CloudWatchLogsClient).send(new PutMetricFilterCommand(was));
    },
  },
  {
    name: "a saved query changed",
    expect: [changed(query, "query_string")],
    async apply({ client, held }) {
      const put = (queryString: string) =>
        client(CloudWatchLogsClient).send(
          new PutQueryDefinitionCommand({
            queryDefinitionId: held(query, "query_definition_id"),
            name: held(query, "name"),
            logGroupNames: JSON.parse(held(query, "log_group_names")) as string[],
            queryString,
          }),
        );
      await put("fields @message | limit 1");
      return () => put(held(query, "query_string"));
    },
  },
];

async function retention({ client, env }: Hand, logGroupName: string, days: number | undefined) {
  const put = (retentionInDays: number | undefined) =>
    retentionInDays === undefined
      ? client(CloudWatchLogsClient).send(new DeleteRetentionPolicyCommand({ logGroupName }))
      : client(CloudWatchLogsClient).send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays }));
  await put(days);
  return () => put(env.logs.retentionDays);
}

async function filterOf({ client, env }: Hand, service: string) {
  const { metricFilters } = await client(CloudWatchLogsClient).send(
    new DescribeMetricFiltersCommand({ logGroupName: names.logGroup(env, service) }),
  );
  const { logGroupName, filterName, filterPattern, metricTransformations } = metricFilters?.[0] ?? {};
  return { logGroupName, filterName, filterPattern, metricTransformations };
}
