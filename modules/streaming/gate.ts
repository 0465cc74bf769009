import { Construct } from "constructs";
import type { Place } from "../../contracts/names.ts";
import type { NetworkOutputs } from "../network/network.ts";
import { Passage } from "../network/passage.ts";
import { securityGroup } from "../network/security-group.ts";

/** Who may reach the bus. */
export interface GateProps {
  readonly place: Place;
  readonly network: NetworkOutputs;
  /** Ports that the services may reach, by what they are for. */
  readonly ports: Readonly<Record<string, number>>;
}

/** What others need of the gate. */
export interface GateOutputs {
  /** Security group of brokers and nodes. */
  readonly group: string;
}

/** The security group of whatever holds the bus; in come the services, at these ports, and nobody else. */
export class Gate extends Construct {
  readonly outputs: GateOutputs;
  constructor(scope: Construct, id: string, { place, network, ports }: GateProps) {
    super(scope, id);
    const { vpcId, groups } = network;
    const group = securityGroup(this, "brokers", { place, vpcId, description: "Kafka brokers" });
    for (const [what, port] of Object.entries(ports))
      new Passage(this, `services-${what}`, {
        from: groups.services,
        to: group,
        ports: { from: port, to: port },
        description: `Kafka clients, ${what}`,
      });
    this.outputs = { group };
  }
}
