import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import type { Streaming as Intent } from "../../environments/environment.ts";
import { Brokers, type BrokersOutputs, type BrokersProps } from "./brokers.ts";

/** The bus, as the environment wants it; what brokers need is not looked at when there are none. */
export interface StreamingProps extends Omit<BrokersProps, "intent"> {
  readonly intent: Intent;
}

/** What others need of the bus. */
export interface StreamingOutputs {
  readonly kind: "embedded" | "msk";
  /** `sqlite:<path in the task's volume>` or `kafka://host:port,…`. */
  readonly url: string;
  /** The cluster, when there is one. */
  readonly brokers?: BrokersOutputs;
}

/** Every fault of the props. */
export function validateStreaming({ intent, network }: StreamingProps): Fault[] {
  if (intent.kind !== "msk-provisioned") return [];
  const faults: Fault[] = [];
  const zones = network.privateSubnetIds.length;
  if (zones < 2) faults.push({ field: "network.privateSubnetIds", got: zones, want: "at least 2, one per zone" });
  if (!(intent.brokersPerZone >= 1))
    faults.push({ field: "intent.brokersPerZone", got: intent.brokersPerZone, want: "at least 1" });
  const { tier } = intent;
  if (tier.kind === "standard" && !(tier.storageGib >= 1 && tier.storageGib <= 16_384))
    faults.push({ field: "intent.tier.storageGib", got: tier.storageGib, want: "1 to 16384" });
  return faults;
}

/** Nothing but a path when the bus is embedded; Kafka brokers otherwise. */
export class Streaming extends Construct {
  readonly outputs: StreamingOutputs;
  constructor(scope: Construct, id: string, props: StreamingProps) {
    super(scope, id);
    assertValid("streaming", validateStreaming(props));
    if (props.intent.kind !== "msk-provisioned") {
      this.outputs = { kind: "embedded", url: "sqlite:bus.sqlite" };
      return;
    }
    const brokers = new Brokers(this, "brokers", { ...props, intent: props.intent }).outputs;
    this.outputs = { kind: "msk", url: `kafka://${brokers.addresses}`, brokers };
  }
}
