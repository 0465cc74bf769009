import type { RuntimeManifest } from "../contracts/manifest.ts";
import { serviceNames } from "../contracts/names.ts";
import type { TargetOutputs } from "../modules/compute/load-balancer.ts";
import type { ServiceOutputs } from "../modules/compute/service.ts";
import type { EventBusOutputs } from "../modules/messaging/event-bus.ts";
import type { AlarmTopicOutputs } from "../modules/observability/alarm-topic.ts";
import type { DashboardOutputs } from "../modules/observability/dashboard.ts";
import type { Watched } from "./alarms.ts";

/** What the manifest speaks of. */
export interface Described extends Watched {
  readonly alarmTopic: AlarmTopicOutputs;
  readonly dashboard: DashboardOutputs;
  readonly eventBus?: EventBusOutputs;
}

/** What the stack tells ops. */
export function describeRuntime(d: Described, commit: string): RuntimeManifest {
  const { services, entrance, landed, bus } = d;
  const { name, arn, dns } = entrance;
  const { control, web } = entrance.targets;
  const queue = {
    name: landed.name,
    url: landed.url,
    deadLetterName: landed.deadLetters.name,
    deadLetterUrl: landed.deadLetters.url,
  };
  const { freshness } = d;
  const logGroups = serviceNames.map((service) => [service, services[service].logGroup.name]);
  return {
    commit,
    vpc: d.network.vpcId,
    cluster: services.collect.cluster,
    services: {
      collect: deployed(services.collect),
      lake: deployed(services.lake),
      control: { ...served(control), ...deployed(services.control) },
      web: { ...served(web), ...deployed(services.web) },
    },
    loadBalancer: { name, arn, dns },
    queues: { landing: queue },
    functions: { freshness: freshness.name },
    logGroups: { ...Object.fromEntries(logGroups), freshness: freshness.logGroup.name },
    alarmTopic: d.alarmTopic.arn,
    dashboard: d.dashboard.name,
    bus: { kind: bus.kind, url: bus.url, ...(bus.kind === "msk" ? { cluster: bus.msk.arn } : {}) },
    apiTokenSecret: d.durable.apiToken.name,
    ...(d.eventBus === undefined ? {} : { eventBus: d.eventBus.name }),
    ...(d.api === undefined ? {} : { api: { url: d.api.url, id: d.api.rest.id, authorizer: d.api.authorizer.name } }),
  };
}

const served = ({ name, nextName }: TargetOutputs): { targetGroup: string; nextTargetGroup?: string } => ({
  targetGroup: name,
  ...(nextName === undefined ? {} : { nextTargetGroup: nextName }),
});

const deployed = ({ taskDefinition }: ServiceOutputs): { taskDefinition?: string } =>
  taskDefinition === undefined ? {} : { taskDefinition };
