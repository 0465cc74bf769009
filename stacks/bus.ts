import type { Construct } from "constructs";
import type { ClusterOutputs } from "../modules/compute/cluster.ts";
import type { NetworkOutputs } from "../modules/network/network.ts";
import type { StreamingOutputs } from "../modules/streaming/outputs.ts";
import { Streaming } from "../modules/streaming/streaming.ts";
import type { DurableOutputs } from "./durable.ts";
import type { PlatformOptions } from "./options.ts";

/** What the bus stands on. */
export interface BusParts extends PlatformOptions {
  readonly durable: DurableOutputs;
  readonly network: NetworkOutputs;
  readonly cluster: ClusterOutputs;
}

/** The bus that the environment asks for. */
export function layBus(scope: Construct, parts: BusParts): StreamingOutputs {
  const { environment: place, durable, release, network, cluster, emulated } = parts;
  const { kafka: repository } = durable.repositories;
  const { kafka: image } = release.images;
  return new Streaming(scope, "streaming", {
    place,
    intent: place.streaming,
    network,
    cluster,
    ...(repository === undefined || image === undefined ? {} : { image: { repository, digest: image.digest } }),
    dataKey: durable.keys.events,
    logKey: durable.keys.operations,
    logRetentionDays: place.logs.retentionDays,
    hours: place.hours,
    safety: place.safety,
    emulated,
  }).outputs;
}
