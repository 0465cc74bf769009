import { MskServerlessCluster } from "@cdktf/provider-aws/lib/msk-serverless-cluster/index.js";
import { Construct } from "constructs";
import { Gate } from "./gate.ts";
import { brokerPorts, clusterName, iamUrl, type MadeMsk, type MskProps, resourceOf } from "./msk.ts";

/**
 * An MSK cluster whose brokers AWS sizes, encrypts with a key of its own and keeps out of sight: no configuration, no
 * logs, no metrics of brokers, TLS and IAM only. Source: MSK developer guide, "MSK Serverless".
 */
export class Serverless extends Construct {
  readonly outputs: MadeMsk;
  constructor(scope: Construct, id: string, props: MskProps) {
    super(scope, id);
    const { place, network, safety } = props;
    const { group } = new Gate(this, "gate", { place, network, ports: { iam: brokerPorts.iam } }).outputs;
    const cluster = new MskServerlessCluster(this, "cluster", {
      clusterName: clusterName(place),
      vpcConfig: [{ subnetIds: [...network.isolatedSubnetIds], securityGroupIds: [group] }],
      clientAuthentication: { sasl: { iam: { enabled: true } } },
      lifecycle: { preventDestroy: safety === "protected" },
    });
    cluster.overrideLogicalId("msk_serverless_cluster");
    this.outputs = {
      url: iamUrl(cluster.bootstrapBrokersSaslIam, props),
      msk: {
        tier: "serverless",
        cluster: cluster.clusterName,
        arn: cluster.arn,
        brokers: 0,
        burstable: false,
        iam: true,
        resource: resourceOf(place),
      },
    };
  }
}
