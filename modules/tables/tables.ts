import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import type { TableContract } from "../../contracts/tables.ts";
import { allow, type Grant } from "../identity/policy.ts";
import { grantDecrypt, grantEncryptDecrypt, type KeyOutputs } from "../keys/keys.ts";

/** DynamoDB tables, one per contract. */
export interface TablesProps<Name extends string> {
  readonly place: Place;
  readonly contracts: Readonly<Record<Name, TableContract>>;
  readonly key: KeyOutputs;
  /** `protected` switches deletion protection on and refuses to plan a destruction. */
  readonly safety: "disposable" | "protected";
}

/** What others need of one table. */
export interface TableOutputs {
  readonly name: string;
  readonly arn: string;
  readonly key: KeyOutputs;
}
/** The tables, by their name in contracts/tables.ts. */
export type TablesOutputs<Name extends string> = Readonly<Record<Name, TableOutputs>>;

/** Every fault of the props. */
export function validateTables<Name extends string>(p: TablesProps<Name>): Fault[] {
  return Object.entries<TableContract>(p.contracts)
    .filter(([, t]) => t.sortKey !== undefined && t.sortKey === t.partitionKey)
    .map(([name, t]) => ({
      field: `contracts.${name}.sortKey`,
      got: t.sortKey,
      want: "another than the partition key",
    }));
}

/** On-demand tables with point-in-time recovery (35 days). */
export class Tables<Name extends string> extends Construct {
  readonly outputs: TablesOutputs<Name>;
  constructor(scope: Construct, id: string, props: TablesProps<Name>) {
    super(scope, id);
    assertValid("tables", validateTables(props));
    const tables = Object.entries<TableContract>(props.contracts).map(([id, t]) => [id, this.table(id, t, props)]);
    this.outputs = Object.fromEntries(tables) as TablesOutputs<Name>;
  }

  private table(id: string, t: TableContract, { place, key, safety }: TablesProps<Name>): TableOutputs {
    const attributes = t.sortKey === undefined ? [t.partitionKey] : [t.partitionKey, t.sortKey];
    const table = new DynamodbTable(this, id, {
      name: names.of(place, t.name),
      billingMode: "PAY_PER_REQUEST",
      hashKey: t.partitionKey,
      ...(t.sortKey === undefined ? {} : { rangeKey: t.sortKey }),
      attribute: attributes.map((name) => ({ name, type: "S" })),
      ...(t.expiresBy === undefined ? {} : { ttl: { enabled: true, attributeName: t.expiresBy } }),
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true, kmsKeyArn: key.arn },
      deletionProtectionEnabled: safety === "protected",
      lifecycle: { preventDestroy: safety === "protected" },
    });
    table.overrideLogicalId(`table_${id}`);
    return { name: table.name, arn: table.arn, key };
  }
}

/** Grants reading items by their keys, many at a time. */
export const grantReadItems = (table: TableOutputs): Grant => [
  allow(["dynamodb:BatchGetItem"], [table.arn]),
  ...grantDecrypt(table.key),
];

/** Grants writing items, many at a time. */
export const grantWriteItems = (table: TableOutputs): Grant => [
  allow(["dynamodb:BatchWriteItem"], [table.arn]),
  ...grantEncryptDecrypt(table.key),
];
