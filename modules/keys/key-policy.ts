import { type KeyClass, names, type OperatorRole, type Place } from "../../contracts/names.ts";
import type { DeliveringTrail } from "../../contracts/trails.ts";
import type { Statement } from "../identity/policy.ts";
import { keyUsers } from "./key-users.ts";
import {
  forAutoScaling,
  forLogDelivery,
  forLogs,
  forServices,
  forTimedWork,
  forTrails,
  itself,
  use,
} from "./service-statements.ts";

const root = ({ account }: Place): string => `arn:aws:iam::${account}:root`;

/** A role of operators, of whatever account name: it need not exist when the policy is written. */
const roleOf = ({ account }: Place, role: OperatorRole): string => names.operatorRoleArn({ name: "*", account }, role);

/** Roles that administer keys. */
const administrators = (place: Place): string[] => [roleOf(place, "administrator"), roleOf(place, "apply")];

const through = (services: readonly string[]): string[] => services.map((service) => `${service}.*.amazonaws.com`);

/** To look after a key, short of taking it away. */
const administer = [
  "kms:CancelKeyDeletion",
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:DescribeKey",
  "kms:EnableKey",
  "kms:EnableKeyRotation",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:ListGrants",
  "kms:ListKeyPolicies",
  "kms:ListKeyRotations",
  "kms:ListResourceTags",
  "kms:PutKeyPolicy",
  "kms:ReplicateKey",
  "kms:RetireGrant",
  "kms:RevokeGrant",
  "kms:RotateKeyOnDemand",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
  "kms:UpdateKeyDescription",
  "kms:UpdatePrimaryRegion",
];

/** To take a key away, and with it everything that it encrypts. */
const takeAway = ["kms:DisableKey", "kms:DisableKeyRotation", "kms:ScheduleKeyDeletion"];

// The account's root stands for "whoever IAM allows it": with PutKeyPolicy here, no mistake in this policy can leave the
// key without a master. Source: KMS developer guide, "Default key policy".
const ofAccount = (
  place: Place,
  Sid: string,
  Action: readonly string[],
  Condition?: Statement["Condition"],
): Statement => ({
  Sid,
  Effect: "Allow",
  Principal: { AWS: root(place) },
  Action,
  Resource: itself,
  ...(Condition === undefined ? {} : { Condition }),
});

/**
 * Whoever can change who reads must not read: an administrator makes brokers and tables, and sees nothing in them.
 *
 * @param unless what they need of the key all the same, in the negative: a refusal holds where every condition does
 */
export const administratorsDoNotUse = (place: Place, unless: NonNullable<Statement["Condition"]> = {}): Statement => ({
  Sid: "AdministratorsDoNotUse",
  Effect: "Deny",
  Principal: { AWS: "*" },
  Action: use,
  Resource: itself,
  Condition: { ArnLike: { "aws:PrincipalArn": administrators(place) }, ...unless },
});

/** For {@link administratorsDoNotUse}: what administrators make through these services. */
export const madeThrough = (services: readonly string[]): NonNullable<Statement["Condition"]> =>
  services.length === 0 ? {} : { StringNotLike: { "kms:ViaService": through(services) } };

/** Looking after a key, refused to CI, which uses it: what bootstrap makes is an administrator's to change. */
export const appliersDoNotAdminister = (place: Place): Statement => ({
  Sid: "AppliersDoNotAdminister",
  Effect: "Deny",
  Principal: { AWS: "*" },
  Action: [...administer.filter((action) => !/^kms:(Describe|Get|List)/.test(action)), ...takeAway],
  Resource: itself,
  Condition: { ArnLike: { "aws:PrincipalArn": [roleOf(place, "apply")] } },
});

/** Looking after a key, by whomever IAM allows it, and taking it away, by operators alone. */
export const lookedAfter = (place: Place): Statement[] => [
  ofAccount(place, "Administration", administer),
  ofAccount(place, "TakingAway", takeAway, {
    ArnLike: { "aws:PrincipalArn": [root(place), ...administrators(place)] },
  }),
];

/** Using a key, by whomever IAM allows it, through these services alone. */
export function usedThrough(place: Place, services: readonly string[]): Statement[] {
  const via = { StringLike: { "kms:ViaService": through(services) } };
  return [
    ofAccount(place, "Use", use, via),
    ofAccount(place, "GrantsToServices", ["kms:CreateGrant"], {
      Bool: { "kms:GrantIsForAWSResource": "true" },
      ...via,
    }),
  ];
}

/**
 * The policy of a key, which keeps looking after it, taking it away and using it apart.
 *
 * - Looking after it is left to IAM, so that the key can never become unmanageable.
 * - Taking it away is left to IAM for the operators' roles and the account's root user only.
 * - Using it is left to IAM, through the services that hold the data and in no other way; grants are for services. Schedules
 *   and state machines work in roles of ours: what they may open is told by what it is, not by who asks.
 * - Administrators cannot use it, except where AWS asks that of whoever makes a table or a cluster.
 *
 * @param trails which deliver into the landing bucket; left out: none
 */
export function keyPolicy(name: KeyClass, place: Place, trails: readonly DeliveringTrail[] = []): Statement[] {
  const users = keyUsers[name];
  return [
    ...lookedAfter(place),
    ...usedThrough(place, users.through),
    administratorsDoNotUse(place, madeThrough(users.madeThrough)),
    ...forServices(users.services, place),
    ...(name === "events" ? forTrails(trails.map(({ arn }) => arn)) : []),
    ...(name === "operations"
      ? [forLogs(place), forLogDelivery(place), ...forTimedWork(place), forAutoScaling(place)]
      : []),
  ];
}
