/** Every runbook that an alarm may point at; each is a file in docs/runbooks. */
export const runbooks = [
  "queue-age",
  "queue-depth",
  "dead-letters",
  "service-cpu",
  "service-memory",
  "service-down",
  "function-errors",
  "function-throttles",
  "function-duration",
  "table-throttles",
  "load-balancer-5xx",
  "load-balancer-unhealthy",
  "data-freshness",
  "broker-cpu",
  "broker-disk",
  "broker-memory",
  "partitions-offline",
  "partitions-under-replicated",
  "controller-missing",
] as const;
/** One of {@link runbooks}. */
export type RunbookName = (typeof runbooks)[number];
