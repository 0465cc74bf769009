import { type AttributeValue, DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import type { ObjectReceipt } from "../../contracts/tables.ts";
import { tables } from "../../contracts/tables.ts";
import { probe } from "./look.ts";
import { durable } from "./manifest.ts";

/** What collect wrote down about the objects it has read. */
export interface Receipts {
  readonly all: readonly ObjectReceipt[];
  /** False when the table has more than was read; what was read is then a random sample. */
  readonly complete: boolean;
}

// 1 MB a page, about 4,000 receipts.
const maxPages = 12;

function receiptOf(item: Record<string, AttributeValue>): ObjectReceipt {
  const text = (name: string): string => item[name]?.S ?? "";
  const number = (name: string): number => Number(item[name]?.N ?? Number.NaN);
  const reason = item["reason"]?.S;
  return {
    source_key: text("source_key"),
    etag: text("etag"),
    bus_id: text("bus_id"),
    records: number("records"),
    dead_lettered: number("dead_lettered"),
    collected_at: text("collected_at"),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** The receipts, as many as a few pages hold. */
export const receipts = probe(async (look): Promise<Receipts> => {
  const db = look.client(DynamoDBClient);
  const told = (await durable(look)).tables;
  const TableName = told[tables.objects.name];
  if (TableName === undefined) throw new Error(`the manifest names no table "${tables.objects.name}"`);
  const all: ObjectReceipt[] = [];
  let start: Record<string, AttributeValue> | undefined;
  for (let page = 0; page < maxPages; page++) {
    const answer = await db.send(new ScanCommand({ TableName, ...(start && { ExclusiveStartKey: start }) }));
    all.push(...(answer.Items ?? []).map(receiptOf));
    start = answer.LastEvaluatedKey;
    if (start === undefined) return { all, complete: true };
  }
  return { all, complete: false };
});
