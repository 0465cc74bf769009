/** Namespace of every metric that CAP itself puts into CloudWatch. */
export const metricNamespace = "CAP";

/** Dimension of those metrics: the environment's name. */
export const metricDimension = "Environment";

/** How long the oldest thing that landed has waited for the lake, seconds; put by the function `freshness`. */
export const freshnessMetric = "FreshnessSeconds";
