import { alarmsActions } from "./alarms-actions.ts";
import { alarmsQuiet } from "./alarms-quiet.ts";
import { balancerActive } from "./balancer-active.ts";
import { balancerTargets } from "./balancer-targets.ts";
import { busLag } from "./bus-lag.ts";
import { busReachable } from "./bus-reachable.ts";
import { busTopics } from "./bus-topics.ts";
import { type AnyCheck, anyCheck } from "./check.ts";
import { dataCollected } from "./data-collected.ts";
import { dataDeadLetters } from "./data-dead-letters.ts";
import { dataFresh } from "./data-fresh.ts";
import { functionsActive } from "./functions-active.ts";
import { functionsErrors } from "./functions-errors.ts";
import { functionsSchedule } from "./functions-schedule.ts";
import { keysEnabled } from "./keys-enabled.ts";
import { keysRotation } from "./keys-rotation.ts";
import { lakeBuckets } from "./lake-buckets.ts";
import { lakeCatalog } from "./lake-catalog.ts";
import { lakeEncryption } from "./lake-encryption.ts";
import { lakeNotification } from "./lake-notification.ts";
import { lakePublicAccess } from "./lake-public-access.ts";
import { lakeTlsOnly } from "./lake-tls-only.ts";
import { lakeVersioning } from "./lake-versioning.ts";
import { logsRetention } from "./logs-retention.ts";
import { manifestCommit } from "./manifest-commit.ts";
import { manifestReadable } from "./manifest-readable.ts";
import { networkEndpoints } from "./network-endpoints.ts";
import { networkFlowLogs } from "./network-flow-logs.ts";
import { networkIngress } from "./network-ingress.ts";
import { networkSubnets } from "./network-subnets.ts";
import { networkVpc } from "./network-vpc.ts";
import { queuesAge } from "./queues-age.ts";
import { queuesDeadLetters } from "./queues-dead-letters.ts";
import { queuesRedrive } from "./queues-redrive.ts";
import { secretsToken } from "./secrets-token.ts";
import { servicesCluster } from "./services-cluster.ts";
import { servicesDeployments } from "./services-deployments.ts";
import { servicesRestarts } from "./services-restarts.ts";
import { servicesRunning } from "./services-running.ts";
import { sourcesTrail } from "./sources-trail.ts";
import { tablesActive } from "./tables-active.ts";
import { tablesRecovery } from "./tables-recovery.ts";

/** Every check, in the order they are read: what everything stands on first, then the way of an event. */
export const checks: readonly AnyCheck[] = [
  anyCheck(manifestCommit),
  anyCheck(manifestReadable),
  anyCheck(networkEndpoints),
  anyCheck(networkFlowLogs),
  anyCheck(networkIngress),
  anyCheck(networkSubnets),
  anyCheck(networkVpc),
  anyCheck(servicesCluster),
  anyCheck(servicesDeployments),
  anyCheck(servicesRestarts),
  anyCheck(servicesRunning),
  anyCheck(balancerActive),
  anyCheck(balancerTargets),
  anyCheck(sourcesTrail),
  anyCheck(queuesAge),
  anyCheck(queuesDeadLetters),
  anyCheck(queuesRedrive),
  anyCheck(busLag),
  anyCheck(busReachable),
  anyCheck(busTopics),
  anyCheck(dataCollected),
  anyCheck(dataDeadLetters),
  anyCheck(dataFresh),
  anyCheck(lakeBuckets),
  anyCheck(lakeCatalog),
  anyCheck(lakeEncryption),
  anyCheck(lakeNotification),
  anyCheck(lakePublicAccess),
  anyCheck(lakeTlsOnly),
  anyCheck(lakeVersioning),
  anyCheck(tablesActive),
  anyCheck(tablesRecovery),
  anyCheck(functionsActive),
  anyCheck(functionsErrors),
  anyCheck(functionsSchedule),
  anyCheck(alarmsActions),
  anyCheck(alarmsQuiet),
  anyCheck(logsRetention),
  anyCheck(keysEnabled),
  anyCheck(keysRotation),
  anyCheck(secretsToken),
];
