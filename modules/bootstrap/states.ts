import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { bundlePurpose, bundlesPrefix, journalsPrefix, locksPrefix, names, type Place } from "../../contracts/names.ts";
import { allow, type Grant, type Statement } from "../identity/policy.ts";
import { administratorsDoNotUse, appliersDoNotAdminister } from "../keys/key-policy.ts";
import { grantDecrypt, grantEncryptDecrypt, type KeyOutputs } from "../keys/keys.ts";
import { AccountBucket, type AccountBucketOutputs } from "./account-bucket.ts";
import { AccountKey } from "./account-key.ts";
import { bucketChanges } from "./apply/data.ts";
import { bundlesStay, keepBundleDays, sealing } from "./bundles.ts";

/** Where the states of the stacks of one Region lie. */
export interface StatesProps {
  readonly place: Place;
  readonly logsTo: Pick<AccountBucketOutputs, "name">;
  /** ARNs of the roles and IAM users that may touch states; nobody else may, whatever their policies say. */
  readonly users: readonly string[];
  /**
   * ARNs of those among them that may seal and open plan bundles, and touch those that are kept. Whoever seals vouches
   * for what an apply will do, so nobody is among them who runs code that was not reviewed.
   */
  readonly sealers: readonly string[];
  /** ARNs of those among them that may change the bucket itself. CI is none of them: it would take the guard off. */
  readonly administrators: readonly string[];
  /** A replaced state can be had back for so many days. @default - 365. */
  readonly keepOldDays?: number;
}

/** What others need of the states. */
export interface StatesOutputs {
  readonly bucket: AccountBucketOutputs;
  readonly key: KeyOutputs;
}

/** Every fault of the props. */
export function validateStates({ users, sealers, administrators }: StatesProps): Fault[] {
  const faults: Fault[] = [];
  if (users.length === 0 || !users.every((arn) => /^arn:aws:iam::\d{12}:(role|user)\/.+/.test(arn)))
    faults.push({
      field: "users",
      got: users,
      want: "ARNs of roles or users, at least one: nobody else can unlock a state",
    });
  if (sealers.length === 0 || !sealers.every((arn) => users.includes(arn)))
    faults.push({ field: "sealers", got: sealers, want: "some of users, at least one: a bundle is made from states" });
  if (administrators.length === 0 || !administrators.every((arn) => users.includes(arn)))
    faults.push({
      field: "administrators",
      got: administrators,
      want: "some of users, at least one: who mends a policy",
    });
  return faults;
}

/**
 * What is refused of the bucket itself to everybody but administrators: CI sets every other bucket of ours, and with this
 * one it could take away the policy that keeps the journal. Root keeps it, and a wrong list is mended there. Reading the
 * settings is refused to nobody: Config, Security Hub and the Access Analyzer do that in roles of their own.
 */
const changedBy =
  ({ account }: Place, administrators: readonly string[]) =>
  (bucketArn: string): Statement => ({
    Sid: "AdministratorsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: [...bucketChanges, "s3:PutBucketAcl"],
    Resource: [bucketArn],
    Condition: { ArnNotEquals: { "aws:PrincipalArn": [...administrators, `arn:aws:iam::${account}:root`] } },
  });

/** What is refused of states, and of the list of them, to everybody who is not named. */
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
        "s3:PutObjectRetention",
        "s3:PutObjectLegalHold",
        "s3:BypassGovernanceRetention",
        "s3:ListBucket",
        "s3:ListBucketVersions",
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

/** Whoever writes an entry of a journal has to keep it for so long at least: as far as an audit looks back. */
const leastJournalDays = 365;

/**
 * What is refused to everybody, administrators as well: journals are only ever added to, and each entry is kept. Reviewed
 * or not, whoever plans may write one, so that it stays true is not left to the writer. Keys of conditions: S3 user guide,
 * "Enforce conditional writes", and the service authorization reference of PutObject.
 */
function journalsStay(bucketArn: string): Statement[] {
  const entries = [`${bucketArn}/${journalsPrefix}*`];
  const deny = (Sid: string, Action: readonly string[], Condition?: Statement["Condition"]): Statement => ({
    ...{ Sid, Effect: "Deny", Principal: "*", Action, Resource: entries },
    ...(Condition === undefined ? {} : { Condition }),
  });
  return [
    deny("JournalStays", ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:BypassGovernanceRetention"]),
    deny("JournalIsNew", ["s3:PutObject"], { Null: { "s3:if-none-match": "true" } }),
    deny("JournalIsLocked", ["s3:PutObject"], { StringNotEquals: { "s3:object-lock-mode": "COMPLIANCE" } }),
    deny("JournalIsKept", ["s3:PutObject"], {
      NumericLessThan: { "s3:object-lock-remaining-retention-days": String(leastJournalDays) },
    }),
  ];
}

/**
 * Masters and users of the key, apart as far as they go: CI writes states and cannot change the key; an administrator
 * changes it, and has to write the one state that it stands in. Both are held to what the key is for: in the encryption
 * context S3 names the bucket, and the object where its bucket has no key. Source: S3 user guide, "Reducing the cost of
 * SSE-KMS with Amazon S3 Bucket Keys".
 */
function apart(place: Place): [Statement, Statement] {
  const bucket = `arn:aws:s3:::${names.accountBucket(place, "states")}`;
  const otherwise = {
    "kms:EncryptionContext:aws:s3:arn": [bucket, `${bucket}/*`],
    "kms:EncryptionContext:purpose": bundlePurpose,
  };
  return [administratorsDoNotUse(place, { StringNotLike: otherwise }), appliersDoNotAdminister(place)];
}

/**
 * The bucket of states and its key. A state's lock is an object beside it, so there is no table. Beside the states lie the
 * locks of environments, their journals and, for two days, their plan bundles: in the Region of what they are about, as the
 * states do. Object Lock is for the journals alone; it has no rule, so that states can still be deleted.
 */
export class States extends Construct {
  readonly outputs: StatesOutputs;
  constructor(scope: Construct, id: string, props: StatesProps) {
    super(scope, id);
    assertValid("states", validateStates(props));
    const { place, logsTo, users, sealers, administrators, keepOldDays = 365 } = props;
    const key = new AccountKey(this, "key", {
      place,
      alias: names.stateKey,
      description: "states of Terraform",
      uses: [sealing(place, sealers)],
      refuses: apart(place),
    }).outputs;
    const bucket = new AccountBucket(this, "bucket", {
      place,
      part: "states",
      key,
      logsTo,
      keepOldDays,
      passing: { prefix: bundlesPrefix, days: keepBundleDays },
      objectLock: "by-the-writer",
      statements: (arn) => [
        changedBy(place, administrators)(arn),
        ...onlyFor(users)(arn),
        ...journalsStay(arn),
        ...bundlesStay(arn, sealers),
      ],
    }).outputs;
    this.outputs = { bucket, key };
  }
}

/** Grants reading states, and neither writing nor locking one: nothing that only reads takes a lock. */
const grantReadState = (all: readonly StatesOutputs[]): Grant => [
  allow(
    ["s3:ListBucket"],
    all.map(({ bucket }) => bucket.arn),
  ),
  allow(
    ["s3:GetObject"],
    all.map(({ bucket }) => `${bucket.arn}/*`),
  ),
  ...all.flatMap(({ key }) => grantDecrypt(key)),
];

/**
 * Grants reading states, and telling the journal what was planned. Not what was applied: an apply that goes on believes
 * the journal, and whoever plans may run code that nobody has reviewed.
 */
export const grantPlanState = (all: readonly StatesOutputs[]): Grant => [
  ...grantReadState(all),
  ...grantJournal(all, `*${names.journalEnd("plan")}`),
];

/** Grants reading every state, writing those whose keys these patterns match, and holding the locks of environments. */
export const grantApplyState = (all: readonly StatesOutputs[], keys: readonly string[]): Grant => [
  ...grantReadState(all),
  ...grantJournal(all, "*"),
  allow(
    ["s3:PutObject"],
    all.flatMap(({ bucket }) => keys.map((key) => `${bucket.arn}/${key}`)),
  ),
  allow(
    ["s3:PutObject", "s3:DeleteObject"],
    all.flatMap(({ bucket }) => [`${bucket.arn}/*.tflock`, `${bucket.arn}/${locksPrefix}*`]),
  ),
];

/** Grants adding entries to journals, of which the keys match. */
const grantJournal = (all: readonly StatesOutputs[], entries: string): Grant => [
  allow(
    ["s3:PutObject", "s3:PutObjectRetention"],
    all.map(({ bucket }) => `${bucket.arn}/${journalsPrefix}${entries}`),
  ),
  ...all.flatMap(({ key }) => grantEncryptDecrypt(key)),
];
