import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import { allow, type Grant, type Statement } from "../identity/policy.ts";
import { grantEncryptDecrypt, type KeyOutputs } from "../keys/keys.ts";
import { AccountBucket, type AccountBucketOutputs } from "./account-bucket.ts";
import { AccountKey } from "./account-key.ts";

/** Where the states of the stacks of one Region lie. */
export interface StatesProps {
  readonly place: Place;
  readonly logsTo: Pick<AccountBucketOutputs, "name">;
  /** ARNs of the roles that may touch states; nobody else may, whatever their policies say. */
  readonly users: readonly string[];
  /** A replaced state can be had back for so many days. @default - 365. */
  readonly keepOldDays?: number;
}

/** What others need of the states. */
export interface StatesOutputs {
  readonly bucket: AccountBucketOutputs;
  readonly key: KeyOutputs;
}

/** Every fault of the props. */
export function validateStates({ users }: StatesProps): Fault[] {
  const fine = users.length > 0 && users.every((arn) => /^arn:aws:iam::\d{12}:role\/.+/.test(arn));
  return fine
    ? []
    : [{ field: "users", got: users, want: "ARNs of roles, at least one: nobody else can unlock a state" }];
}

/**
 * What is refused to everybody who is not named. Reading the bucket's own settings is not among it: Config, Security
 * Hub and the Access Analyzer do that in roles of their own. The account's root can take the policy away, and nobody
 * else can: a wrong list is mended there.
 */
const onlyFor =
  (users: readonly string[]) =>
  (bucketArn: string): Statement[] => [
    {
      Sid: "OperatorsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: [
        "s3:GetObject",
        "s3:GetObjectVersion",
        "s3:PutObject",
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
        "s3:ListBucket",
        "s3:ListBucketVersions",
        "s3:PutBucketPolicy",
        "s3:DeleteBucketPolicy",
        "s3:PutBucketVersioning",
        "s3:PutLifecycleConfiguration",
        "s3:DeleteBucket",
      ],
      Resource: [bucketArn, `${bucketArn}/*`],
      Condition: { ArnNotEquals: { "aws:PrincipalArn": users } },
    },
    {
      Sid: "EncryptedOnly",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:PutObject"],
      Resource: [`${bucketArn}/*`],
      // A request that names no algorithm gets the bucket's own, which is the key.
      Condition: {
        StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" },
        Null: { "s3:x-amz-server-side-encryption": "false" },
      },
    },
  ];

/** The bucket of states and its key. A state's lock is an object beside it, so there is no table. */
export class States extends Construct {
  readonly outputs: StatesOutputs;
  constructor(scope: Construct, id: string, props: StatesProps) {
    super(scope, id);
    assertValid("states", validateStates(props));
    const { place, logsTo, users, keepOldDays = 365 } = props;
    const key = new AccountKey(this, "key", {
      place,
      alias: names.stateKey,
      description: "states of Terraform",
    }).outputs;
    const bucket = new AccountBucket(this, "bucket", {
      place,
      part: "states",
      key,
      logsTo,
      keepOldDays,
      statements: onlyFor(users),
    }).outputs;
    this.outputs = { bucket, key };
  }
}

/** Grants reading states and holding their locks, and changing none. */
export const grantPlanState = (all: readonly StatesOutputs[]): Grant => [
  allow(
    ["s3:ListBucket"],
    all.map(({ bucket }) => bucket.arn),
  ),
  allow(
    ["s3:GetObject"],
    all.map(({ bucket }) => `${bucket.arn}/*`),
  ),
  allow(
    ["s3:PutObject", "s3:DeleteObject"],
    all.map(({ bucket }) => `${bucket.arn}/*.tflock`),
  ),
  ...all.flatMap(({ key }) => grantEncryptDecrypt(key)),
];

/** Grants reading every state, and writing those whose keys these patterns match. */
export const grantApplyState = (all: readonly StatesOutputs[], keys: readonly string[]): Grant => [
  ...grantPlanState(all),
  allow(
    ["s3:PutObject"],
    all.flatMap(({ bucket }) => keys.map((key) => `${bucket.arn}/${key}`)),
  ),
];
