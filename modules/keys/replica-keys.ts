import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias/index.js";
import { KmsReplicaKey } from "@cdktf/provider-aws/lib/kms-replica-key/index.js";
import { Construct } from "constructs";
import { type KeyClass, keyClasses, names, type Place } from "../../contracts/names.ts";
import type { DeliveringTrail } from "../../contracts/trails.ts";
import { policyDocument } from "../identity/policy.ts";
import { keyPolicy } from "./key-policy.ts";
import type { KeyOutputs, KeysOutputs } from "./keys.ts";

/** The keys of an environment in another Region. */
export interface ReplicaKeysProps {
  /** The environment as it is named there. */
  readonly place: Place;
  /** Keys that were made with `copied`. */
  readonly primaries: KeysOutputs;
  /** Trails that may deliver into the landing bucket there. @default - none. */
  readonly trails?: readonly DeliveringTrail[];
  /** `protected` refuses to plan the destruction of a replica. */
  readonly safety: "disposable" | "protected";
}

/** ARN of a key's replica, known before it is made: the replicas of a key have its id. */
export const replicaArn = ({ id }: Pick<KeyOutputs, "id">, { account, region }: Place): string =>
  `arn:aws:kms:${region}:${account}:key/${id}`;

/**
 * Replicas: the same key material under another Region's control, so that what was encrypted in one Region can be read in
 * the other without asking the first. Each has a policy of its own and is billed like a key; rotation follows the
 * primary. Source: KMS developer guide, "Multi-Region keys".
 */
export class ReplicaKeys extends Construct {
  readonly outputs: KeysOutputs;
  constructor(scope: Construct, id: string, props: ReplicaKeysProps) {
    super(scope, id);
    const keys = keyClasses.map((name) => [name, this.replica(name, props)] as const);
    this.outputs = Object.fromEntries(keys) as Record<KeyClass, KeyOutputs>;
  }

  private replica(name: KeyClass, { place, primaries, safety, trails = [] }: ReplicaKeysProps): KeyOutputs {
    const key = new KmsReplicaKey(this, name, {
      primaryKeyArn: primaries[name].arn,
      description: `${names.of(place, name)}: replica of ${primaries[name].alias}`,
      deletionWindowInDays: safety === "protected" ? 30 : 7,
      policy: policyDocument(keyPolicy(name, place, trails)),
      lifecycle: { preventDestroy: safety === "protected" },
    });
    key.overrideLogicalId(`replica_key_${name}`);
    const alias = new KmsAlias(this, `${name}-alias`, {
      name: `alias/${names.of(place, name)}`,
      targetKeyId: key.keyId,
    });
    return { arn: key.arn, id: key.keyId, alias: alias.name };
  }
}
