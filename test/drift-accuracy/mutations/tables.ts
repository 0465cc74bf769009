import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { names } from "../../../contracts/names.ts";
import type { Environment } from "../../../environments/environment.ts";
import { changed, type Mutation, unmanaged } from "../mutation.ts";

/** DynamoDB. */
export const tableMutations = (env: Environment): readonly Mutation[] => [
  {
    name: "no recovery to a point in time",
    expect: [changed("aws_dynamodb_table.table_users", "point_in_time_recovery[0].enabled")],
    async apply({ client }) {
      const put = (PointInTimeRecoveryEnabled: boolean) =>
        client(DynamoDBClient).send(
          new UpdateContinuousBackupsCommand({
            TableName: names.of(env, "users"),
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled },
          }),
        );
      await put(false);
      return () => put(true);
    },
  },
  {
    name: "a table protected otherwise than the code says",
    expect: [changed("aws_dynamodb_table.table_rules", "deletion_protection_enabled")],
    async apply({ client, held }) {
      const was = held("aws_dynamodb_table.table_rules", "deletion_protection_enabled") === "true";
      const put = (DeletionProtectionEnabled: boolean) =>
        client(DynamoDBClient).send(
          new UpdateTableCommand({ TableName: names.of(env, "rules"), DeletionProtectionEnabled }),
        );
      await put(!was);
      return () => put(was);
    },
  },
  {
    name: "items expire",
    expect: [
      changed("aws_dynamodb_table.table_customers", "ttl[0].attribute_name"),
      changed("aws_dynamodb_table.table_customers", "ttl[0].enabled"),
    ],
    async apply({ client }) {
      const put = (Enabled: boolean) =>
        client(DynamoDBClient).send(
          new UpdateTimeToLiveCommand({
            TableName: names.of(env, "customers"),
            TimeToLiveSpecification: { AttributeName: "gone_at", Enabled },
          }),
        );
      await put(true);
      return () => put(false);
    },
  },
  {
    name: "a table made by hand",
    expect: [unmanaged("aws_dynamodb_table", names.of(env, "by-hand"))],
    async apply({ client }) {
      const TableName = names.of(env, "by-hand");
      await client(DynamoDBClient).send(
        new CreateTableCommand({
          TableName,
          AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
          KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
          BillingMode: "PAY_PER_REQUEST",
        }),
      );
      return () => client(DynamoDBClient).send(new DeleteTableCommand({ TableName }));
    },
  },
];
