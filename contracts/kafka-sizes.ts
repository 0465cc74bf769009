import type { Fault } from "./errors.ts";
import { type FargateSize, fargateFaults } from "./fargate.ts";

/** Kafka nodes on Fargate. */
interface KraftSize extends FargateSize {
  readonly nodes: number;
}

/** Below this a node of Kafka has no room for its own heap and the system's cache of pages, MiB. */
const leastNodeMib = 1024;

/**
 * What is wrong with Kafka nodes on Fargate.
 *
 * @param field the bus's own, in the caller's words
 * @param stopped whether they stop at night
 */
export function kraftFaults(field: string, size: KraftSize, stopped: boolean): Fault[] {
  const faults = fargateFaults(field, size, leastNodeMib);
  const want = "1: nodes that all stop at night come back as one bus with other records";
  return size.nodes === 1 || !stopped ? faults : [...faults, { field: `${field}.nodes`, got: size.nodes, want }];
}

/** Brokers of MSK. */
interface BrokerSizes {
  readonly brokersPerZone: number;
  readonly transport: "plaintext" | "tls";
  readonly authentication?: readonly string[];
  readonly tier:
    | { readonly kind: "express" }
    | { readonly kind: "standard"; readonly storageGib: number; readonly maxStorageGib?: number };
}

/** Most that the disk of a broker can hold. Source: MSK developer guide, "Amazon MSK quota". */
const mostGib = 16_384;

/**
 * What is wrong with brokers of MSK.
 *
 * @param field the bus's own, in the caller's words
 * @param zones how many zones the brokers are spread over
 */
export function brokerFaults(field: string, sizes: BrokerSizes, zones: number): Fault[] {
  const faults: Fault[] = [];
  const want = (ok: boolean, name: string, got: unknown, wanted: string): void => {
    if (!ok) faults.push({ field: `${field}.${name}`, got, want: wanted });
  };
  const { tier, brokersPerZone, transport, authentication } = sizes;
  want(Number.isInteger(brokersPerZone) && brokersPerZone >= 1, "brokersPerZone", brokersPerZone, "at least 1");
  const iam = transport === "plaintext" || (authentication ?? ["iam"]).includes("iam");
  want(iam, "authentication", authentication, "iam among them: it is how services of ours come in");
  if (tier.kind === "express") {
    want(zones === 3, "tier.kind", `express in ${zones} zones`, "3 zones for the three copies of Express");
    want(transport === "tls", "transport", transport, "tls: Express takes nobody without it");
    return faults;
  }
  const { storageGib, maxStorageGib = storageGib } = tier;
  want(storageGib >= 1 && storageGib <= mostGib, "tier.storageGib", storageGib, `1 to ${mostGib}`);
  const grows = maxStorageGib >= storageGib && maxStorageGib <= mostGib;
  want(grows, "tier.maxStorageGib", maxStorageGib, `${storageGib} (storageGib) to ${mostGib}`);
  return faults;
}
