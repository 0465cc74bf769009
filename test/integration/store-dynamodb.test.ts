import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { awsClient } from "../../adapters/aws/client.ts";
import { openStore } from "../../adapters/store/open.ts";
import type { TableContract } from "../../contracts/tables.ts";
import { storeContract, storeContractTables } from "../contract-suites/store.ts";
import { startAws, type TestAws } from "./support/emulated-aws.ts";
import { noPython } from "./support/python.ts";

const prefix = "cap-test-";

async function createTable(db: DynamoDBClient, table: TableContract): Promise<void> {
  const keys = [
    { name: table.partitionKey, type: "HASH" as const },
    ...(table.sortKey === undefined ? [] : [{ name: table.sortKey, type: "RANGE" as const }]),
  ];
  await db.send(
    new CreateTableCommand({
      TableName: `${prefix}${table.name}`,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: keys.map(({ name }) => ({ AttributeName: name, AttributeType: "S" })),
      KeySchema: keys.map(({ name, type }) => ({ AttributeName: name, KeyType: type })),
    }),
  );
}

describe.skipIf(noPython !== undefined)(
  `DynamoDB of the emulated AWS${noPython === undefined ? "" : ` (${noPython})`}`,
  () => {
    let aws: TestAws;
    beforeAll(async () => {
      aws = await startAws();
    });
    afterAll(() => aws?.stop());

    storeContract("dynamodb", async () => {
      const db = awsClient(DynamoDBClient);
      for (const table of Object.values(storeContractTables)) await createTable(db, table);
      db.destroy();
      return openStore(`dynamodb:${prefix}`);
    });

    it("says which table is missing", async () => {
      const store = await openStore("dynamodb:cap-nowhere-");
      await expect(store.get(storeContractTables.plain, { id: "x" })).rejects.toMatchObject({
        code: "missing-table",
        retry: "never",
        message: expect.stringContaining("cap-nowhere-contract-plain"),
      });
      store.close();
    });
  },
);
