import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias/index.js";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { type KeyClass, keyClasses, names, type Place } from "../../contracts/names.ts";
import type { DeliveringTrail } from "../../contracts/trails.ts";
import { allow, type Grant, policyDocument } from "../identity/policy.ts";
import { keyPolicy } from "./key-policy.ts";

/** One customer key per class of data. */
export interface KeysProps {
  readonly place: Place;
  /** `protected` refuses to plan the destruction of a key. */
  readonly safety: "disposable" | "protected";
  /** Trails that deliver into the landing bucket, and encrypt what they deliver. @default - none. */
  readonly trails?: readonly DeliveringTrail[];
  /** Days between two rotations, 90 to 2560. @default - 365. */
  readonly rotationDays?: number;
  /**
   * Whether another Region gets replicas; cannot be changed later: a key is made for one Region or for several.
   * @default - one Region.
   */
  readonly copied?: boolean;
}

/** What others need of one key. */
export interface KeyOutputs {
  readonly arn: string;
  readonly id: string;
  readonly alias: string;
}
/** The keys, by class. */
export type KeysOutputs = Readonly<Record<KeyClass, KeyOutputs>>;

/** Every fault of the props. */
export function validateKeys(p: KeysProps): Fault[] {
  const days = p.rotationDays ?? 365;
  return days >= 90 && days <= 2560 ? [] : [{ field: "rotationDays", got: days, want: "90 to 2560" }];
}

/** KMS keys with alias and rotation. A key that is scheduled for deletion can be called back for 7 (disposable) or 30 days. */
export class Keys extends Construct {
  readonly outputs: KeysOutputs;
  constructor(scope: Construct, id: string, props: KeysProps) {
    super(scope, id);
    assertValid("keys", validateKeys(props));
    const keys = keyClasses.map((name) => [name, this.key(name, props)] as const);
    this.outputs = Object.fromEntries(keys) as Record<KeyClass, KeyOutputs>;
  }

  private key(
    name: KeyClass,
    { place, safety, rotationDays = 365, copied = false, trails = [] }: KeysProps,
  ): KeyOutputs {
    const key = new KmsKey(this, name, {
      description: `${names.of(place, name)}: ${descriptions[name]}`,
      multiRegion: copied,
      enableKeyRotation: true,
      rotationPeriodInDays: rotationDays,
      deletionWindowInDays: safety === "protected" ? 30 : 7,
      policy: policyDocument(keyPolicy(name, place, trails)),
      lifecycle: { preventDestroy: safety === "protected" },
    });
    key.overrideLogicalId(`key_${name}`);
    const alias = new KmsAlias(this, `${name}-alias`, {
      name: `alias/${names.of(place, name)}`,
      targetKeyId: key.keyId,
    });
    return { arn: key.arn, id: key.keyId, alias: alias.name };
  }
}

const descriptions: Record<KeyClass, string> = {
  events: "security events in every layer of the lake",
  audit: "the audit bucket",
  state: "tables of the control plane",
  operations: "queues, topics, logs, secrets",
};

/** Grants reading what the key protects. */
export const grantDecrypt = (key: KeyOutputs): Grant => [allow(["kms:Decrypt"], [key.arn])];

/** Grants reading and writing what the key protects. */
export const grantEncryptDecrypt = (key: KeyOutputs): Grant => [
  allow(["kms:Decrypt", "kms:GenerateDataKey"], [key.arn]),
];
