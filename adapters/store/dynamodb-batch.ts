import { setTimeout as sleep } from "node:timers/promises";
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  type DynamoDBClient,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import type { Attributes } from "./attributes.ts";
import { dynamoCall } from "./dynamodb-call.ts";
import { StoreError } from "./port.ts";

// DynamoDB's limits for one request.
const mostWrites = 25;
const mostReads = 100;
// A request may be answered in part; the rest is asked for again, waiting 20, 40, ... 2,560 ms: about 5 s in all.
const mostRounds = 9;
const firstWaitMs = 20;

/** Works through all; `run` answers with what it could not do yet. Throws StoreError `throttled` when that never ends. */
async function drain<T>(doing: string, all: readonly T[], most: number, run: (some: T[]) => Promise<readonly T[]>) {
  for (let from = 0; from < all.length; from += most) {
    let open: readonly T[] = all.slice(from, from + most);
    for (let round = 0; open.length > 0; round++) {
      if (round === mostRounds)
        throw new StoreError("throttled", `${doing}: ${open.length} of ${all.length} items were not taken`, "now");
      if (round > 0) await sleep(firstWaitMs * 2 ** (round - 1));
      open = await run([...open]);
    }
  }
}

/** Writes all, in requests of 25. */
export async function writeBatches(
  db: DynamoDBClient,
  table: string,
  requests: readonly WriteRequest[],
): Promise<void> {
  const doing = `put many to ${table}`;
  await drain(doing, requests, mostWrites, async (some) => {
    const command = new BatchWriteItemCommand({ RequestItems: { [table]: some } });
    const answer = await dynamoCall(doing, () => db.send(command));
    return answer.UnprocessedItems?.[table] ?? [];
  });
}

/** Reads all, in requests of 100, strongly consistent. */
export async function readBatches(
  db: DynamoDBClient,
  table: string,
  keys: readonly Attributes[],
): Promise<Attributes[]> {
  const doing = `get many from ${table}`;
  const found: Attributes[] = [];
  await drain(doing, keys, mostReads, async (some) => {
    const command = new BatchGetItemCommand({ RequestItems: { [table]: { Keys: some, ConsistentRead: true } } });
    const answer = await dynamoCall(doing, () => db.send(command));
    found.push(...(answer.Responses?.[table] ?? []));
    return answer.UnprocessedKeys?.[table]?.Keys ?? [];
  });
  return found;
}
