/** The account and Region an environment lives in: all that a name can depend on. */
export interface Place {
  /** Name of the environment: `local`, `dev`, … */
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

/** The buckets of the lake, in the order data flows. */
export const bucketNames = ["landing", "bronze", "silver", "gold", "audit", "results"] as const;
/** One of {@link bucketNames}. */
export type BucketPart = (typeof bucketNames)[number];

/** The ECS services, in the order data flows. */
export const serviceNames = ["collect", "lake", "control", "web"] as const;
/** One of {@link serviceNames}. */
export type ServiceName = (typeof serviceNames)[number];

/** Classes of data, each under a key of its own. */
export const keyClasses = ["events", "audit", "state", "operations"] as const;
/** One of {@link keyClasses}. */
export type KeyClass = (typeof keyClasses)[number];

/** Names of an environment's resources; every part of CAP computes them here and nowhere else. */
export const names = {
  /** Prefix of everything the environment owns. */
  prefix: (p: Pick<Place, "name">): string => `cap-${p.name}`,
  /** Any resource whose name is unique within an account and Region. */
  of: (p: Pick<Place, "name">, part: string): string => `cap-${p.name}-${part}`,
  /** Bucket names are global: the account makes them ours. */
  bucket: (p: Pick<Place, "name" | "account">, part: BucketPart): string => `cap-${p.name}-${part}-${p.account}`,
  /** ECR repository of a service's image. */
  repository: (p: Pick<Place, "name">, service: ServiceName): string => `cap-${p.name}/${service}`,
  logGroup: (p: Pick<Place, "name">, part: string): string => `/cap/${p.name}/${part}`,
  manifest: (p: Pick<Place, "name">, stack: string): string => `/cap/${p.name}/manifest/${stack}`,
  /** Bucket of all states of an account. */
  stateBucket: (p: Pick<Place, "account">): string => `cap-states-${p.account}`,
  /** Alias of the key of that bucket, without `alias/`. */
  stateKey: "cap-states",
  /** Glue allows no hyphen that Athena would not have to quote. */
  database: (p: Pick<Place, "name">): string => `cap_${p.name.replaceAll("-", "_")}`,
} as const;
