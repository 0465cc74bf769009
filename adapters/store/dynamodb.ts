import {
  type AttributeValue,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import type { TableContract } from "../../contracts/tables.ts";
import { awsClient, type ClientOptions } from "../aws/client.ts";
import { fromAttributes, toAttributes } from "./attributes.ts";
import { readBatches, writeBatches } from "./dynamodb-batch.ts";
import { dynamoCall } from "./dynamodb-call.ts";
import { keyAttributes, lastByKey } from "./key.ts";
import {
  type Item,
  type Key,
  type Page,
  type PageOptions,
  type PutItemOptions,
  type Store,
  StoreError,
} from "./port.ts";

interface PageAnswer {
  readonly Items?: Record<string, AttributeValue>[] | undefined;
  readonly LastEvaluatedKey?: Record<string, AttributeValue> | undefined;
}

// A cursor is DynamoDB's own last key, opaque to callers and safe in a URL.
const pageOf = (answer: PageAnswer): Page => ({
  items: (answer.Items ?? []).map(fromAttributes),
  ...(answer.LastEvaluatedKey !== undefined && {
    cursor: Buffer.from(JSON.stringify(fromAttributes(answer.LastEvaluatedKey))).toString("base64url"),
  }),
});

function startOf(cursor: string): Record<string, AttributeValue> {
  try {
    return toAttributes(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch (cause) {
    throw new StoreError("invalid", `cursor: got ${JSON.stringify(cursor)}, want one that a page gave`, "never", {
      cause,
    });
  }
}

const paging = ({ limit, cursor }: PageOptions) => ({
  Limit: limit ?? 1000,
  ...(cursor !== undefined && { ExclusiveStartKey: startOf(cursor) }),
});

/** DynamoDB tables that share a name prefix. Reads are strongly consistent: callers decide by what they just wrote. */
class DynamoStore implements Store {
  readonly #db: DynamoDBClient;
  readonly #prefix: string;

  constructor(db: DynamoDBClient, prefix: string) {
    this.#db = db;
    this.#prefix = prefix;
  }

  async get(table: TableContract, key: Key): Promise<Item | undefined> {
    const TableName = this.#name(table);
    const Key = toAttributes(keyAttributes(table, key));
    const answer = await dynamoCall(`get from ${TableName}`, () =>
      this.#db.send(new GetItemCommand({ TableName, Key, ConsistentRead: true })),
    );
    return answer.Item === undefined ? undefined : fromAttributes(answer.Item);
  }

  async put(table: TableContract, item: Item, options: PutItemOptions = {}): Promise<void> {
    keyAttributes(table, item);
    const TableName = this.#name(table);
    const condition = options.ifAbsent === true && {
      ConditionExpression: "attribute_not_exists(#k)",
      ExpressionAttributeNames: { "#k": table.partitionKey },
    };
    await dynamoCall(`put to ${TableName}`, () =>
      this.#db.send(new PutItemCommand({ TableName, Item: toAttributes(item), ...condition })),
    );
  }

  async putMany(table: TableContract, items: readonly Item[]): Promise<void> {
    const requests = lastByKey(table, items).map((item) => ({ PutRequest: { Item: toAttributes(item) } }));
    await writeBatches(this.#db, this.#name(table), requests);
  }

  async getMany(table: TableContract, keys: readonly Key[]): Promise<readonly Item[]> {
    const unique = lastByKey(table, keys).map((key) => toAttributes(keyAttributes(table, key)));
    return (await readBatches(this.#db, this.#name(table), unique)).map(fromAttributes);
  }

  async delete(table: TableContract, key: Key): Promise<void> {
    const TableName = this.#name(table);
    const Key = toAttributes(keyAttributes(table, key));
    await dynamoCall(`delete from ${TableName}`, () => this.#db.send(new DeleteItemCommand({ TableName, Key })));
  }

  async query(table: TableContract, partition: string, options: PageOptions = {}): Promise<Page> {
    const TableName = this.#name(table);
    const request = new QueryCommand({
      TableName,
      KeyConditionExpression: "#p = :p",
      ExpressionAttributeNames: { "#p": table.partitionKey },
      ExpressionAttributeValues: { ":p": { S: partition } },
      ConsistentRead: true,
      ...paging(options),
    });
    return pageOf(await dynamoCall(`query ${TableName}`, () => this.#db.send(request)));
  }

  async scan(table: TableContract, options: PageOptions = {}): Promise<Page> {
    const TableName = this.#name(table);
    const request = new ScanCommand({ TableName, ConsistentRead: true, ...paging(options) });
    return pageOf(await dynamoCall(`scan ${TableName}`, () => this.#db.send(request)));
  }

  close(): void {
    this.#db.destroy();
  }

  #name(table: TableContract): string {
    return `${this.#prefix}${table.name}`;
  }
}

/** Opens the tables whose names start with the prefix. */
export function openDynamo(prefix: string, options: ClientOptions = {}): Store {
  return new DynamoStore(awsClient(DynamoDBClient, options), prefix);
}
