/** The account and Region an environment lives in: all that a name can depend on. */
export interface Place {
  /** Name of the environment: `local`, `dev`, … */
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

/** The buckets that hold data, in the order it flows; each under a key of ours. */
export const dataBuckets = ["landing", "bronze", "silver", "gold", "quarantine", "audit", "results"] as const;
/** One of {@link dataBuckets}. */
export type DataBucket = (typeof dataBuckets)[number];

/** Every bucket of the lake: those of data, and the one that says who asked them for what. */
export const bucketNames = [...dataBuckets, "access-logs"] as const;
/** One of {@link bucketNames}. */
export type BucketPart = (typeof bucketNames)[number];

/** Every bucket of an environment: those of the lake, and the one of its releases. */
export type EnvironmentBucket = BucketPart | "artifacts";

/** Buckets that an account has once, whatever environments are in it. */
export const accountBuckets = ["states", "account-logs", "trail", "config"] as const;
/** One of {@link accountBuckets}. */
export type AccountBucketPart = (typeof accountBuckets)[number];

/** Roles of CI, of people and of the auditor, made by `bootstrap` and out of reach of everything that CI applies. */
export type OperatorRole = "plan" | "drift" | "apply" | "administrator" | "support" | "auditor";

/** Ceilings of what a role may ever do, whatever its policies say. */
export type Boundary = "workloads" | "operators";

/** The ECS services, in the order data flows. */
export const serviceNames = ["collect", "lake", "control", "web"] as const;
/** One of {@link serviceNames}. */
export type ServiceName = (typeof serviceNames)[number];

/** Services that hold events which nobody else holds at that moment: Spot would take them away in the middle of a batch. */
export const movesEvents: readonly ServiceName[] = ["collect", "lake"];

/** Everything that runs from an image of its own: the services, and Kafka where it runs on Fargate. */
export type ImageName = ServiceName | "kafka";

/** Classes of data, each under a key of its own. */
export const keyClasses = ["events", "audit", "state", "operations"] as const;
/** One of {@link keyClasses}. */
export type KeyClass = (typeof keyClasses)[number];

/** Where the keys of all locks of environments begin, in a bucket of states. */
export const locksPrefix = "locks/";
/** Where the keys of all journals begin, in the same bucket. */
export const journalsPrefix = "journal/";
/** Where the keys of all plan bundles begin, in the same bucket. */
export const bundlesPrefix = "bundles/";

/** What plan bundles are sealed for, in the encryption context `purpose`: the key of states takes no other use than this and S3's. */
export const bundlePurpose = "cap-plan";

/** Names of an environment's resources; every part of CAP computes them here and nowhere else. */
export const names = {
  /** Prefix of everything the environment owns. */
  prefix: (p: Pick<Place, "name">): string => `cap-${p.name}`,
  /** Any resource whose name is unique within an account and Region. */
  of: (p: Pick<Place, "name">, part: string): string => `cap-${p.name}-${part}`,
  /** Bucket names are global: the account makes them ours. */
  bucket: (p: Pick<Place, "name" | "account">, part: EnvironmentBucket): string => `cap-${p.name}-${part}-${p.account}`,
  /** ECR repository of an image. */
  repository: (p: Pick<Place, "name">, image: ImageName): string => `cap-${p.name}/${image}`,
  logGroup: (p: Pick<Place, "name">, part: string): string => `/cap/${p.name}/${part}`,
  /** API Gateway decides that name; whoever makes the group first decides its retention and its key. */
  apiExecutionLog: (apiId: string, stage: string): string => `API-Gateway-Execution-Logs_${apiId}/${stage}`,
  /** AWS WAF writes only to groups that begin like this. */
  firewallLog: (p: Pick<Place, "name">): string => `aws-waf-logs-cap-${p.name}`,
  manifest: (p: Pick<Place, "name">, stack: string): string => `/cap/${p.name}/manifest/${stack}`,
  /** The Region too: states of what is built anew elsewhere must not lie where the loss was. */
  accountBucket: (p: Pick<Place, "account" | "region">, part: AccountBucketPart): string =>
    `cap-${part}-${p.account}-${p.region}`,
  /** Key of an environment's lock in the bucket of states of its Region: whoever changes the environment holds it. */
  lockKey: (p: Pick<Place, "name">): string => `${locksPrefix}${p.name}.json`,
  /** Where the keys of an environment's journal begin, in the same bucket; the time follows. */
  journalPrefix: (p: Pick<Place, "name">): string => `${journalsPrefix}${p.name}/`,
  /** How the keys of a journal's entries about an operation end. */
  journalEnd: (operation: string): string => `.${operation}.json`,
  /** Key of a plan bundle of an environment in the same bucket, by the bundle's id. */
  bundleKey: (p: Pick<Place, "name">, id: string): string => `${bundlesPrefix}${p.name}/${id}.capplan`,
  /** Backup vault of an environment: known before it exists, so that backups can be copied into another Region's. */
  vault: (p: Pick<Place, "name">): string => `cap-${p.name}-backups`,
  vaultArn: (p: Place): string => `arn:aws:backup:${p.region}:${p.account}:backup-vault:cap-${p.name}-backups`,
  /** Alias of the key of the bucket of states, without `alias/`. */
  stateKey: "cap-states",
  /** IAM path of what only an administrator may change. */
  operatorPath: "/bootstrap/",
  /** Known before it exists, so that no policy that names it has to wait for it. */
  operatorRoleArn: (p: Pick<Place, "name" | "account">, role: OperatorRole): string =>
    `arn:aws:iam::${p.account}:role/bootstrap/cap-${p.name}-${role}`,
  boundary: (boundary: Boundary): string => `cap-${boundary}`,
  /** The same in every state of an account, so that no state has to read another's. */
  boundaryArn: (p: Pick<Place, "account">, boundary: Boundary): string =>
    `arn:aws:iam::${p.account}:policy/bootstrap/cap-${boundary}`,
  /** Glue allows no hyphen that Athena would not have to quote. */
  database: (p: Pick<Place, "name">): string => `cap_${p.name.replaceAll("-", "_")}`,
} as const;
