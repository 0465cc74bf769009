import type { Fault } from "../../contracts/errors.ts";
import { kraftFaults } from "../../contracts/kafka-sizes.ts";
import type { Place } from "../../contracts/names.ts";
import type { Streaming } from "../../environments/environment.ts";
import type { ClusterOutputs } from "../compute/cluster.ts";
import type { RepositoryOutputs } from "../compute/repositories.ts";
import type { Hours } from "../compute/scaled-target.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import type { NetworkOutputs } from "../network/network.ts";
import type { LogGroupOutputs } from "../observability/log-group.ts";
import type { NodePlace } from "./kraft-settings.ts";

/** What the environment asks for. */
export type KraftIntent = Extract<Streaming, { kind: "kraft-on-fargate" }>;

/** Kafka nodes on Fargate. */
export interface KraftProps {
  readonly place: Place;
  readonly intent: KraftIntent;
  readonly network: NetworkOutputs;
  /** Where the nodes run. */
  readonly cluster: ClusterOutputs;
  /** Kafka's own image, copied into a repository of the environment: its digest stays what it is at its origin. */
  readonly image: { readonly repository: RepositoryOutputs; readonly digest: string };
  /** Encrypts the nodes' log. */
  readonly logKey: KeyOutputs;
  readonly logRetentionDays: number;
  /** When the nodes run. */
  readonly hours: Hours;
  /** The emulated AWS stands in: nodes have ports of loopback in the place of names. */
  readonly emulated: boolean;
}

/** Every fault of the props. */
export function validateKraft({ intent, image, hours }: KraftProps): Fault[] {
  const faults = kraftFaults("intent", intent, hours.kind === "working-hours");
  if (!/^sha256:[0-9a-f]{64}$/.test(image.digest))
    faults.push({ field: "image.digest", got: image.digest, want: "sha256: and 64 hex digits" });
  return faults;
}

/** One node of several. */
export interface KraftNodeProps extends Omit<KraftProps, "image"> {
  readonly node: NodePlace;
  readonly all: readonly NodePlace[];
  /** Registry, name and digest. */
  readonly image: string;
  readonly namespaceId: string;
  readonly securityGroup: string;
  readonly logGroup: LogGroupOutputs;
  readonly executionRoleArn: string;
  /** Identity of a quorum of several nodes. @default - the node makes one whenever it starts. */
  readonly clusterId?: string;
}
