import type { Construct } from "constructs";
import type { Environment } from "../environments/environment.ts";
import { Cluster } from "../modules/compute/cluster.ts";
import { CapFunction, type FunctionOutputs } from "../modules/functions/function.ts";
import { Schedule } from "../modules/functions/schedule.ts";
import { Manifest } from "../modules/manifest/manifest.ts";
import { LandingNotifications } from "../modules/messaging/landing-notifications.ts";
import { Network } from "../modules/network/network.ts";
import { openApi } from "./api.ts";
import { CapStack } from "./base.ts";
import { setBudget } from "./budget.ts";
import { layBus } from "./bus.ts";
import { openEntrance } from "./entrance.ts";
import { keepLake } from "./lake-upkeep.ts";
import { environmentOwner } from "./owner.ts";
import { prepareReleases } from "./releases.ts";
import { describeRuntime } from "./runtime-manifest.ts";
import type { RuntimeOptions } from "./runtime-options.ts";
import { runServices } from "./services.ts";
import { watch } from "./watching.ts";
import { freshnessWiring, servicePort } from "./wiring.ts";

/** Network, queues, bus, services, function, alarms: what can be built anew from `durable` at any time. */
export class Runtime extends CapStack {
  constructor(scope: Construct, id: string, options: RuntimeOptions) {
    super(scope, id, environmentOwner(options.environment), options);
    const { environment: place, durable, release } = options;
    const { keys, lake, tables } = durable;
    const { landing } = lake.buckets;
    const upkeep = keepLake(this, options);
    const network = new Network(this, "network", {
      place,
      ...place.network,
      entrancePort: entrancePort(place.entrance),
      servicePort,
      reaches: { buckets: Object.values(lake.buckets), tables: Object.values(tables) },
      flowLogsTo: landing,
      privateNames: hasPrivateNames(place.streaming),
      key: keys.operations,
    }).outputs;
    const landed = new LandingNotifications(this, "landing", { place, bucket: landing, key: keys.operations }).outputs;
    const cluster = new Cluster(this, "cluster", {
      place,
      containerInsights: place.observability.containerInsights,
      key: keys.operations,
      logRetentionDays: place.logs.retentionDays,
    }).outputs;
    const bus = layBus(this, { ...options, network, cluster });
    const entrance = openEntrance(this, { ...options, network });
    const services = runServices(this, { ...options, durable, landed, bus, network, cluster, entrance });
    const api = openApi(this, { ...options, entrance });
    const freshness = this.freshness(options);
    const watched = { network, durable, upkeep, landed, bus, entrance, services, freshness, api };
    const watching = watch(this, options, watched);
    prepareReleases(this, place, watched);
    setBudget(this, options, watching.alarmTopic);
    const content = describeRuntime({ ...watched, ...watching }, release.commit);
    new Manifest(this, "manifest", { place, stack: id, content });
  }

  private freshness({ environment: place, durable, release }: RuntimeOptions): FunctionOutputs {
    const { environment, grants } = freshnessWiring(durable);
    const measures = new CapFunction(this, "freshness", {
      place,
      name: "freshness",
      bundle: release.functions.freshness,
      releases: place.releases,
      key: durable.keys.operations,
      environment: { ...environment, CAP_ENV: place.name },
      grants,
      logRetentionDays: place.logs.retentionDays,
      // It looks through a day of landed objects, a page at a time.
      timeoutSeconds: 60,
      traced: place.observability.traced > 0,
      // One measures at a time; a second would measure the same.
      ...(place.safety === "protected" ? { reservedConcurrency: 2 } : {}),
    }).outputs;
    new Schedule(this, "freshness-schedule", { place, name: "freshness", calls: measures, everyMinutes: 5 });
    return measures;
  }
}

/**
 * Nodes on Fargate and the brokers of MSK Serverless have names that this VPC alone resolves; other brokers need not be an
 * exception. What speaks in the clear is on one machine, where names only cost time.
 */
const hasPrivateNames = (bus: Environment["streaming"]): boolean =>
  bus.kind === "msk-provisioned" ? bus.transport === "tls" : bus.kind !== "embedded";

const entrancePort = (entrance: Environment["entrance"]): number => (entrance.kind === "http" ? entrance.port : 443);
