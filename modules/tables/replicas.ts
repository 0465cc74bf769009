import { DynamodbTableReplicaA } from "@cdktf/provider-aws/lib/dynamodb-table-replica/index.js";
import { Construct } from "constructs";
import type { KeyOutputs } from "../keys/keys.ts";
import type { TableOutputs, TablesOutputs } from "./tables.ts";

/** Copies of tables in the Region of the stack that this stands in. */
export interface TableReplicasProps<Name extends string> {
  /** The tables, made with `copied: true`. */
  readonly of: TablesOutputs<Name>;
  /** A key of this Region. */
  readonly key: KeyOutputs;
  /** `protected` switches deletion protection on and refuses to plan a destruction. */
  readonly safety: "disposable" | "protected";
}

/**
 * Replicas of DynamoDB global tables: DynamoDB copies every write within a second or so, and the last writer wins, so
 * only one Region may write at a time. A replica has the name, the indexes and the TTL of its table; point-in-time
 * recovery and deletion protection it has on its own.
 */
export class TableReplicas<Name extends string> extends Construct {
  readonly outputs: TablesOutputs<Name>;
  constructor(scope: Construct, id: string, props: TableReplicasProps<Name>) {
    super(scope, id);
    const copies = Object.entries<TableOutputs>(props.of).map(([name, table]) => [name, this.copy(name, table, props)]);
    this.outputs = Object.fromEntries(copies) as TablesOutputs<Name>;
  }

  private copy(id: string, table: TableOutputs, { key, safety }: TableReplicasProps<Name>): TableOutputs {
    const replica = new DynamodbTableReplicaA(this, id, {
      globalTableArn: table.arn,
      kmsKeyArn: key.arn,
      pointInTimeRecovery: true,
      deletionProtectionEnabled: safety === "protected",
      lifecycle: { preventDestroy: safety === "protected" },
    });
    replica.overrideLogicalId(`table_replica_${id}`);
    return { ...table, arn: replica.arn, key };
  }
}
