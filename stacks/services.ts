import type { Construct } from "constructs";
import { type ServiceName, serviceNames } from "../contracts/names.ts";
import type { Environment } from "../environments/environment.ts";
import type { ClusterOutputs } from "../modules/compute/cluster.ts";
import type { LoadBalancerOutputs } from "../modules/compute/load-balancer.ts";
import { Service, type ServiceOutputs } from "../modules/compute/service.ts";
import type { NetworkOutputs } from "../modules/network/network.ts";
import { serviceDemands } from "./demands.ts";
import type { PlatformOptions } from "./options.ts";
import { servicePort, serviceWiring, type WiringParts } from "./wiring.ts";

/** The services that stand behind the load balancer. */
export type Served = Extract<ServiceName, "control" | "web">;

/** What the services run on. */
export interface ServicesParts extends WiringParts, PlatformOptions {
  readonly network: NetworkOutputs;
  readonly cluster: ClusterOutputs;
  readonly entrance: LoadBalancerOutputs<Served>;
}

/** Every ECS service of the platform on one cluster. */
export function runServices(scope: Construct, parts: ServicesParts): Record<ServiceName, ServiceOutputs> {
  const { environment: place, release, durable, network, cluster, entrance } = parts;
  const logs = { key: durable.keys.operations, retentionDays: place.logs.retentionDays };
  const demands = serviceDemands(parts);
  const wiring = serviceWiring(parts);
  const run = (name: ServiceName): ServiceOutputs => {
    const { environment, grants, secrets = {} } = wiring[name];
    return new Service(scope, name, {
      place,
      name,
      cluster,
      network,
      size: place.services[name],
      image: { repository: durable.repositories[name], digest: release.images[name].digest },
      environment: { ...environment, ...common(place, name) },
      secrets,
      grants,
      logs,
      ...(isServed(name) ? { attach: { target: entrance.targets[name], port: servicePort } } : {}),
      demands: demands[name],
      hours: place.hours,
      releases: place.releases,
    }).outputs;
  };
  return Object.fromEntries(serviceNames.map((name) => [name, run(name)])) as Record<ServiceName, ServiceOutputs>;
}

const isServed = (name: ServiceName): name is Served => name === "control" || name === "web";

const common = ({ name, services }: Environment, service: ServiceName): Record<string, string> => ({
  CAP_ENV: name,
  CAP_SERVICE: service,
  MEMORY_MIB: String(services[service].memoryMib),
  LOG_LEVEL: "info",
});
