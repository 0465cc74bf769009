import { DynamodbTable, type DynamodbTableConfig } from "@cdktf/provider-aws/lib/dynamodb-table/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { type FieldOwner, governedFields } from "../../contracts/governed.ts";
import { names, type Place } from "../../contracts/names.ts";
import { type IndexContract, leastUnits, type TableContract } from "../../contracts/tables.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import { type Capacity, ScaledTable } from "./scaling.ts";

/** DynamoDB tables, one per contract. */
export interface TablesProps<Name extends string> {
  readonly place: Place;
  readonly contracts: Readonly<Record<Name, TableContract>>;
  readonly key: KeyOutputs;
  /** `protected` switches deletion protection on and refuses to plan a destruction. */
  readonly safety: "disposable" | "protected";
  /** How they are paid for. @default - `on-demand`: by the request. */
  readonly capacity?: Capacity;
  /** Whether another Region gets copies: then every table has a stream, which copies are made from. @default - false. */
  readonly copied?: boolean;
}

/** What others need of one table. */
export interface TableOutputs {
  readonly name: string;
  readonly arn: string;
  readonly key: KeyOutputs;
  /** Names of its indexes. */
  readonly indexes: readonly string[];
}
/** The tables, by their name in contracts/tables.ts. */
export type TablesOutputs<Name extends string> = Readonly<Record<Name, TableOutputs>>;

/** Every fault of the props. */
export function validateTables<Name extends string>({ contracts, capacity }: TablesProps<Name>): Fault[] {
  const all = Object.entries<TableContract>(contracts);
  const keyed = all.flatMap(([name, t]) => [
    { field: `contracts.${name}`, ...t },
    ...indexesOf(t).map(([index, i]) => ({ field: `contracts.${name}.indexes.${index}`, ...i })),
  ]);
  const faults: Fault[] = keyed
    .filter((k) => k.sortKey !== undefined && k.sortKey === k.partitionKey)
    .map((k) => ({ field: `${k.field}.sortKey`, got: k.sortKey, want: "another than the partition key" }));
  if (capacity?.capacity === "autoscaled" && !(capacity.max >= leastUnits))
    faults.push({ field: "capacity.max", got: capacity.max, want: `at least ${leastUnits}` });
  return faults;
}

/** Tables with point-in-time recovery (35 days), on demand or scaled by what is used. */
export class Tables<Name extends string> extends Construct {
  readonly outputs: TablesOutputs<Name>;
  constructor(scope: Construct, id: string, props: TablesProps<Name>) {
    super(scope, id);
    assertValid("tables", validateTables(props));
    const tables = Object.entries<TableContract>(props.contracts).map(([id, t]) => [id, this.table(id, t, props)]);
    this.outputs = Object.fromEntries(tables) as TablesOutputs<Name>;
  }

  private table(id: string, t: TableContract, props: TablesProps<Name>): TableOutputs {
    const { place, key, safety, capacity = { capacity: "on-demand" }, copied = false } = props;
    const scaled = capacity.capacity === "autoscaled";
    const owners: FieldOwner[] = [...(scaled ? ["autoscaler" as const] : []), ...(copied ? ["recovery" as const] : [])];
    const table = new DynamodbTable(this, id, {
      name: names.of(place, t.name),
      ...shape(t, scaled),
      ...(copied || t.stream === true ? { streamEnabled: true, streamViewType: "NEW_AND_OLD_IMAGES" } : {}),
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true, kmsKeyArn: key.arn },
      deletionProtectionEnabled: safety === "protected",
      lifecycle: {
        preventDestroy: safety === "protected",
        ignoreChanges: governedFields("aws_dynamodb_table", owners),
      },
    });
    table.overrideLogicalId(`table_${id}`);
    const indexes = indexesOf(t).map(([name]) => name);
    if (scaled) new ScaledTable(this, `${id}-scaling`, { table: table.name, indexes, max: capacity.max });
    return { name: table.name, arn: table.arn, key, indexes };
  }
}

const indexesOf = (t: TableContract): [string, IndexContract][] => Object.entries(t.indexes ?? {});

/** Keys, indexes and billing, as DynamoDB asks for them. */
function shape(t: TableContract, scaled: boolean): Omit<DynamodbTableConfig, "name"> {
  const units = scaled ? { readCapacity: leastUnits, writeCapacity: leastUnits } : {};
  const keyed = [t, ...indexesOf(t).map(([, index]) => index)];
  const attributes = new Set(keyed.flatMap((k) => [k.partitionKey, ...(k.sortKey === undefined ? [] : [k.sortKey])]));
  return {
    billingMode: scaled ? "PROVISIONED" : "PAY_PER_REQUEST",
    hashKey: t.partitionKey,
    ...(t.sortKey === undefined ? {} : { rangeKey: t.sortKey }),
    ...units,
    attribute: [...attributes].map((name) => ({ name, type: "S" })),
    ...(t.expiresBy === undefined ? {} : { ttl: { enabled: true, attributeName: t.expiresBy } }),
    ...(t.indexes === undefined
      ? {}
      : {
          globalSecondaryIndex: indexesOf(t).map(([name, index]) => ({
            name,
            hashKey: index.partitionKey,
            ...(index.sortKey === undefined ? {} : { rangeKey: index.sortKey }),
            projectionType: index.holds === "all" ? "ALL" : "KEYS_ONLY",
            ...units,
          })),
        }),
  };
}
