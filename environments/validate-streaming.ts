import type { Fault } from "../contracts/errors.ts";
import { brokerFaults, kraftFaults } from "../contracts/kafka-sizes.ts";
import type { Environment } from "./environment.ts";
import { faultsOf } from "./want.ts";

const field = "streaming";

/** Every fault of the bus: what protects nothing in a protected environment, and what its kind cannot be made of. */
export function streamingFaults(e: Environment): Fault[] {
  const { streaming, hours, network } = e;
  const stopped = hours.kind === "working-hours";
  const sizes =
    streaming.kind === "kraft-on-fargate"
      ? kraftFaults(field, streaming, stopped)
      : streaming.kind === "msk-provisioned"
        ? brokerFaults(field, streaming, network.zones)
        : [];
  return [...sizes, ...guardFaults(e)];
}

function guardFaults({ streaming, safety, network }: Environment): Fault[] {
  if (safety !== "protected") return [];
  return faultsOf((want) => {
    const { kind } = streaming;
    want(kind !== "embedded", `${field}.kind`, kind, "brokers: one machine's bus protects nothing");
    want(kind !== "kraft-on-fargate", `${field}.kind`, kind, "MSK: a node on ephemeral disk forgets what it held");
    if (kind !== "msk-provisioned") return;
    const { brokersPerZone, transport } = streaming;
    const brokers = brokersPerZone * network.zones;
    want(brokers >= 3, `${field}.brokersPerZone`, brokers, "at least 3 brokers for 3 copies of each record");
    want(transport !== "plaintext", `${field}.transport`, transport, "tls");
  });
}
