import { CloudWatchLogsClient, paginateDescribeLogGroups } from "@aws-sdk/client-cloudwatch-logs";
import { everything } from "../pages.ts";
import type { Enumerator } from "./enumerator.ts";
import { found } from "./found.ts";
import { type Known, knownBy } from "./known.ts";
import type { Ours } from "./ours.ts";

/** CloudWatch log groups. */
export const logGroups: Enumerator = {
  types: ["aws_cloudwatch_log_group"],
  calls: ["logs:DescribeLogGroups"],
  async unmanaged(look, ours) {
    const pages = paginateDescribeLogGroups({ client: look.client(CloudWatchLogsClient), pageSize: 50 }, {});
    const known = knownBy(ours.known, ["aws_cloudwatch_log_group"], "name");
    const made = madeByAws(ours.known);
    const all = await everything(look, pages, (page) => page.logGroups);
    return all.flatMap(({ logGroupName: name = "?", arn, retentionInDays: days }) => {
      if (known.has(name) || made.has(name)) return [];
      const why = ours.named(name) ?? ours.tagged(arn?.replace(/:\*$/, "")) ?? executionLog(ours, name);
      const detail = days === undefined ? "kept for ever" : `kept ${days} days`;
      return found({ type: "aws_cloudwatch_log_group", id: name, name, detail }, why);
    });
  },
};

/** Groups that services make by themselves for resources of ours, at the first line that they write. */
const madeByAws = (known: Known): ReadonlySet<string> =>
  new Set([
    // Lambda, where a function logs before its own group is named to it.
    ...[...knownBy(known, ["aws_lambda_function"], "function_name").keys()].map((name) => `/aws/lambda/${name}`),
    // Container Insights, which asks nobody for a name.
    ...[...knownBy(known, ["aws_ecs_cluster"], "name").keys()].map(
      (name) => `/aws/ecs/containerinsights/${name}/performance`,
    ),
  ]);

/** API Gateway names a stage's execution log by the API's id; ours is made before the stage, so that it has a retention. */
function executionLog(ours: Ours, name: string): string | undefined {
  const api = /^API-Gateway-Execution-Logs_([^/]+)\//.exec(name)?.[1] ?? "";
  const owner = knownBy(ours.known, ["aws_api_gateway_rest_api"], "id").get(api);
  return owner === undefined ? undefined : `attached to ${owner.address}`;
}
