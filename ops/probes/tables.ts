import { DescribeContinuousBackupsCommand, DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { orAbsent, probe } from "./look.ts";
import { durable } from "./manifest.ts";

/** A DynamoDB table. */
export interface TableSeen {
  /** Its role: `objects`, `runs`. */
  readonly part: string;
  readonly name: string;
  /** `ACTIVE`, `UPDATING`, …; undefined when there is no such table. */
  readonly status: string | undefined;
  /** Whether it can be restored to a point in time. */
  readonly recoverable: boolean;
  readonly deletionProtected: boolean;
}

/** Every table of the environment. */
export const tables = probe(async (look): Promise<readonly TableSeen[]> => {
  const db = look.client(DynamoDBClient);
  const told = Object.entries((await durable(look)).tables);
  return await Promise.all(
    told.map(async ([part, name]) => {
      const [described, backups] = await Promise.all([
        orAbsent(db.send(new DescribeTableCommand({ TableName: name }))),
        orAbsent(db.send(new DescribeContinuousBackupsCommand({ TableName: name }))),
      ]);
      const recovery = backups?.ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
      return {
        part,
        name,
        status: described?.Table?.TableStatus,
        recoverable: recovery?.PointInTimeRecoveryStatus === "ENABLED",
        deletionProtected: described?.Table?.DeletionProtectionEnabled === true,
      };
    }),
  );
});
