import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { names } from "../../contracts/names.ts";
import { probe } from "./look.ts";
import { runtime } from "./manifest.ts";

/** A log group that the manifest names. */
export interface LogGroupSeen {
  readonly part: string;
  readonly name: string;
  readonly exists: boolean;
  /** Undefined: kept for ever. */
  readonly retentionDays?: number;
}

/** Every log group of the environment. */
export const logGroups = probe(async (look): Promise<readonly LogGroupSeen[]> => {
  const told = Object.entries((await runtime(look)).logGroups);
  const logs = look.client(CloudWatchLogsClient);
  const found = new Map<string, number | undefined>();
  let token: string | undefined;
  do {
    const answer = await logs.send(
      new DescribeLogGroupsCommand({
        logGroupNamePrefix: names.logGroup(look.env, ""),
        ...(token === undefined ? {} : { nextToken: token }),
      }),
    );
    for (const g of answer.logGroups ?? []) if (g.logGroupName) found.set(g.logGroupName, g.retentionInDays);
    token = answer.nextToken;
  } while (token !== undefined);
  return told.map(([part, name]) => {
    const days = found.get(name);
    return { part, name, exists: found.has(name), ...(days === undefined ? {} : { retentionDays: days }) };
  });
});
