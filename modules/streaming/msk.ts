import type { Place } from "../../contracts/names.ts";
import { names } from "../../contracts/names.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import type { NetworkOutputs } from "../network/network.ts";
import type { MskOutputs } from "./outputs.ts";

/** What every kind of MSK cluster is made of. */
export interface MskProps {
  readonly place: Place;
  /** Where brokers live and who may reach them. */
  readonly network: NetworkOutputs;
  /** Encrypts brokers' disks. */
  readonly dataKey: KeyOutputs;
  /** Encrypts brokers' logs and the secrets of clients. */
  readonly logKey: KeyOutputs;
  /** Days that brokers' logs are kept. */
  readonly logRetentionDays: number;
  /** `protected` refuses to plan the cluster's destruction. */
  readonly safety: "disposable" | "protected";
  /** The emulated AWS stands in: what listens there listens in the clear, on loopback. */
  readonly emulated: boolean;
}

/** What an MSK cluster hands out: where it is, and what it is. */
export interface MadeMsk {
  readonly url: string;
  readonly msk: MskOutputs;
}

/** Ports at which brokers listen. Source: MSK developer guide, "Port information". */
export const brokerPorts = { plaintext: 9092, scram: 9096, iam: 9098 } as const;

/** Name of the cluster. */
export const clusterName = (place: Pick<Place, "name">): string => names.of(place, "bus");

/**
 * ARNs in policies are written out, because IAM's differ from the cluster's own in their middle. The `*` is the random
 * part that AWS ends a cluster's ARN with: a cluster that is made anew under its name is the same to its clients.
 */
export const resourceOf =
  (place: Place): MskOutputs["resource"] =>
  (kind, name) =>
    `arn:aws:kafka:${place.region}:${place.account}:${[kind, clusterName(place), "*", ...(name === undefined ? [] : [name])].join("/")}`;

/** How clients reach brokers that ask who they are. */
export const iamUrl = (addresses: string, { emulated }: Pick<MskProps, "emulated">): string =>
  `${emulated ? "kafka" : "kafka+iam"}://${addresses}`;
