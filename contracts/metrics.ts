/** Namespace of every metric that CAP itself puts into CloudWatch. */
export const metricNamespace = "CAP";

/** Dimension of those metrics: the environment's name. */
export const metricDimension = "Environment";

/** How long the oldest thing that landed has waited for the lake, seconds; put by the function `freshness`. */
export const freshnessMetric = "FreshnessSeconds";

/**
 * 1 for every minute in which a release is being moved; put by whatever moves it, from before the first change until it
 * is sure of the last. While it is there nobody is paged for what a deployment does.
 */
export const deployingMetric = "Deploying";

/** Name of the alarm on it, behind the environment's prefix: it tells that a release is being moved, and is no trouble. */
export const deployingAlarmName = "deploying";

/** Lines of level error and above that a service logged; counted from its log by CloudWatch. */
export const errorsLoggedMetric = "ErrorsLogged";

/** Dimension of what is counted from a log: the field `service` of its lines. */
export const serviceDimension = "Service";

/**
 * Namespace of what is counted from the logs of one environment. A filter can only make dimensions of what a line says,
 * and no line says which environment it is of.
 */
export const logNamespace = (environment: string): string => `${metricNamespace}/${environment}`;

/** A metric that CAP puts into CloudWatch. */
export interface EmittedMetric {
  readonly name: string;
  /** Names of its dimensions; an alarm names all of them. */
  readonly dimensions: readonly string[];
  readonly unit: "Seconds" | "Count";
  /** What may be made of its values. */
  readonly statistics: readonly ("Sum" | "Average" | "Maximum" | "Minimum")[];
  /** Who puts it. */
  readonly by: string;
}

/** Every metric that CAP puts into {@link metricNamespace}. */
export const emittedMetrics: readonly EmittedMetric[] = [
  {
    name: freshnessMetric,
    dimensions: [metricDimension],
    unit: "Seconds",
    statistics: ["Maximum"],
    by: "the function freshness",
  },
  {
    name: deployingMetric,
    dimensions: [metricDimension],
    unit: "Count",
    statistics: ["Maximum", "Sum"],
    by: "cap apply, while it writes runtime",
  },
];

/** Every metric that CloudWatch counts from the logs of an environment, in {@link logNamespace}. */
export const countedMetrics: readonly EmittedMetric[] = [
  {
    name: errorsLoggedMetric,
    dimensions: [serviceDimension],
    unit: "Count",
    statistics: ["Sum"],
    by: "a metric filter on each service's log",
  },
];

/** How far a consumer is behind the bus, at its worst partition; it logs this once a minute. */
export interface LagLine {
  /** How long the oldest record that it has not committed has waited. */
  readonly seconds: number;
  /** Records that it has not committed. */
  readonly records: number;
}

/** Field of a line of a log that is a {@link LagLine}. */
export const lagField = "lag";

/**
 * Metrics that CloudWatch reads out of such lines, in {@link logNamespace}, where the bus itself tells CloudWatch
 * nothing. The service is named as its consumer group is.
 */
export const loggedLag = {
  seconds: metricOfLag("LagSeconds", "Seconds"),
  records: metricOfLag("LagRecords", "Count"),
} as const satisfies Record<keyof LagLine, EmittedMetric>;

function metricOfLag(name: string, unit: EmittedMetric["unit"]): EmittedMetric {
  return { name, dimensions: [serviceDimension], unit, statistics: ["Maximum"], by: "a metric filter on its log" };
}

/** Namespace of what CloudWatch counts in an account's trail. */
export const trailNamespace = "CAP/Trail";

/** What is counted there: one metric without a dimension each, a 1 for every record that matches. */
export const trailSignalNames = [
  "DeniedCalls",
  "SignInWithoutMfa",
  "RootUsed",
  "AdministratorUsed",
  "SignInFailed",
  "PolicyChanged",
  "TrailChanged",
  "KeyDisabled",
  "BucketPolicyChanged",
  "ConfigChanged",
  "OrganizationChanged",
  "SecurityGroupChanged",
  "NetworkAclChanged",
  "GatewayChanged",
  "RouteChanged",
  "VpcChanged",
] as const;
/** One of {@link trailSignalNames}. */
export type TrailSignal = (typeof trailSignalNames)[number];
