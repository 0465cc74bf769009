import { ServiceDiscoveryPrivateDnsNamespace } from "@cdktf/provider-aws/lib/service-discovery-private-dns-namespace/index.js";
import { DataResource, Fn, TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import { grantPull } from "../compute/repositories.ts";
import { Role } from "../identity/role.ts";
import { Passage } from "../network/passage.ts";
import { WayOut } from "../network/way-out.ts";
import { grantLog, LogGroup } from "../observability/log-group.ts";
import { Gate } from "./gate.ts";
import { KraftNode } from "./kraft-node.ts";
import type { KraftProps } from "./kraft-props.ts";
import { emulatedPlaces, type NodePlace, namespaceOf, nodePlaces } from "./kraft-settings.ts";
import type { NodesOutputs } from "./outputs.ts";

/** What the nodes hand out. */
export interface MadeNodes {
  readonly url: string;
  readonly kraft: NodesOutputs;
}

/**
 * One or three Kafka nodes in KRaft mode, each broker and controller, on the disks of their tasks: what a node held is
 * gone when its task ends. One of three is filled again by the others. Where all are lost the bus begins anew under
 * another identity, and is refilled by replay: landing is swept by collect, and bronze has everything that the lake had
 * taken. What had reached neither is lost, so the environment must be one whose bus may be forgotten.
 *
 * Clients talk to nodes in the clear. Certificates would need an authority (AWS Private CA: 50 USD a month and more) or a
 * private key in Terraform's state; instead nobody but the services and the other nodes can reach the ports, nothing
 * leaves the VPC, and protected environments are refused this kind.
 */
export class KraftOnFargate extends Construct {
  readonly outputs: MadeNodes;
  constructor(scope: Construct, id: string, props: KraftProps) {
    super(scope, id);
    const { place, intent, image, logKey: key, logRetentionDays: retentionDays } = props;
    const all = (props.emulated ? emulatedPlaces : nodePlaces)(place, intent.nodes);
    const log = new LogGroup(this, "log", { place, name: "kafka", key, retentionDays }).outputs;
    const namespace = new ServiceDiscoveryPrivateDnsNamespace(this, "namespace", {
      name: namespaceOf(place),
      description: "Kafka nodes",
      vpc: props.network.vpcId,
    });
    const execution = new Role(this, "execution", {
      place,
      name: "kafka-execution",
      assumedBy: "ecs-tasks.amazonaws.com",
      grants: [grantPull(image.repository), grantLog(log)],
    }).outputs;
    const shared = {
      ...props,
      all,
      image: `${image.repository.url}@${image.digest}`,
      namespaceId: namespace.id,
      securityGroup: this.firewall(props, all),
      logGroup: log,
      executionRoleArn: execution.arn,
      ...(all.length === 1 ? {} : { clusterId: this.identity() }),
    };
    const nodes = all.map((node) => new KraftNode(this, `node-${node.id}`, { ...shared, node }).outputs);
    const addresses = all.map(({ host, port }) => `${host}:${port}`).join(",");
    this.outputs = { url: `kafka://${addresses}`, kraft: { nodes } };
  }

  private firewall({ place, network }: KraftProps, all: readonly NodePlace[]): string {
    const [first] = all;
    const { group } = new Gate(this, "gate", { place, network, ports: { plaintext: first?.port ?? 0 } }).outputs;
    if (first !== undefined && all.length > 1)
      new Passage(this, "quorum", {
        from: group,
        to: group,
        ports: { from: first.port, to: first.controllerPort },
        description: "copies of records, and the quorum",
      });
    // For the image and the log.
    new WayOut(this, "out", { group, ways: network.ways });
    return group;
  }

  /**
   * 22 characters of Base64 that stay until somebody replaces the resource, which is what to do after the loss of all
   * nodes: `terraform apply -replace=terraform_data.kafka_identity`.
   */
  private identity(): string {
    const made = new DataResource(this, "identity");
    made.overrideLogicalId("kafka_identity");
    const spelt = Fn.substr(Fn.replace(Fn.base64sha256(made.id), "/[+/=]/", "A"), 0, 21);
    // A local value: the expression's own quotes would break the JSON of a container.
    const local = new TerraformLocal(this, "identity-text", Fn.join("", [spelt, "A"]));
    return local.asString;
  }
}
