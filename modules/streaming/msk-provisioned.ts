import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { MskCluster, type MskClusterClientAuthentication } from "@cdktf/provider-aws/lib/msk-cluster/index.js";
import { MskConfiguration } from "@cdktf/provider-aws/lib/msk-configuration/index.js";
import { Construct } from "constructs";
import type { Fault } from "../../contracts/errors.ts";
import { governedFields } from "../../contracts/governed.ts";
import { brokerFaults } from "../../contracts/kafka-sizes.ts";
import { names } from "../../contracts/names.ts";
import type { Streaming } from "../../environments/environment.ts";
import type { BrokerAuthentication } from "../../environments/streaming.ts";
import { serverProperties } from "./configuration.ts";
import { Gate } from "./gate.ts";
import { brokerPorts, clusterName, iamUrl, type MadeMsk, type MskProps, resourceOf } from "./msk.ts";
import { ScramUser } from "./scram.ts";
import { StorageGrowth } from "./storage-growth.ts";

/** What the environment asks for. */
export type ProvisionedIntent = Extract<Streaming, { kind: "msk-provisioned" }>;

/** An MSK cluster of brokers of a size of ours. */
export interface ProvisionedProps extends MskProps {
  readonly intent: ProvisionedIntent;
}

const kafkaVersion = "3.9.x.kraft";

const monitoring = { none: "DEFAULT", broker: "PER_BROKER", topic: "PER_TOPIC_PER_BROKER" } as const;

/** What clients of a cluster can prove who they are with; none in the clear. */
const proofs = ({ transport, authentication = ["iam"] }: ProvisionedIntent): readonly BrokerAuthentication[] =>
  transport === "plaintext" ? [] : authentication;

const authenticationOf = (intent: ProvisionedIntent): MskClusterClientAuthentication => {
  if (intent.transport === "plaintext") return { unauthenticated: true };
  const by = proofs(intent);
  return { unauthenticated: false, sasl: { iam: by.includes("iam"), scram: by.includes("scram") } };
};

/** Every fault of the props beside those of the network. */
export const validateProvisioned = ({ intent, network }: ProvisionedProps): Fault[] =>
  brokerFaults("intent", intent, network.isolatedSubnetIds.length);

/**
 * Brokers spread evenly over the zones, their configuration, their security group, their logs, the growth of their disks
 * and the clients' user. With `tls` brokers speak TLS 1.2 and above only, to clients and to each other.
 */
export class Provisioned extends Construct {
  readonly outputs: MadeMsk;
  constructor(scope: Construct, id: string, props: ProvisionedProps) {
    super(scope, id);
    const { place, intent, network, logKey, safety } = props;
    const brokers = intent.brokersPerZone * network.isolatedSubnetIds.length;
    const by = proofs(intent);
    const ports = by.length === 0 ? { plaintext: brokerPorts.plaintext } : pick(by);
    const { group } = new Gate(this, "gate", { place, network, ports }).outputs;
    const cluster = this.cluster(props, brokers, group);
    if (by.includes("scram")) new ScramUser(this, "user", { place, clusterArn: cluster.arn, key: logKey, safety });
    const maxGib = grownGib(intent);
    if (maxGib !== undefined) new StorageGrowth(this, "growth", { place, clusterArn: cluster.arn, maxGib });
    const iam = by.includes("iam");
    this.outputs = {
      url: iam ? iamUrl(cluster.bootstrapBrokersSaslIam, props) : `kafka://${cluster.bootstrapBrokers}`,
      msk: {
        tier: intent.tier.kind,
        cluster: cluster.clusterName,
        arn: cluster.arn,
        brokers,
        burstable: intent.tier.instance.startsWith("kafka.t3."),
        iam,
        resource: resourceOf(place),
      },
    };
  }

  private cluster(props: ProvisionedProps, brokers: number, group: string): MskCluster {
    const { intent, network, dataKey, safety } = props;
    const { tier, transport, metrics = "none" } = intent;
    const configuration = this.configuration(props, brokers);
    const cluster = new MskCluster(this, "cluster", {
      clusterName: clusterName(props.place),
      kafkaVersion,
      numberOfBrokerNodes: brokers,
      enhancedMonitoring: monitoring[metrics],
      brokerNodeGroupInfo: {
        instanceType: tier.instance,
        clientSubnets: [...network.isolatedSubnetIds],
        securityGroups: [group],
        ...(tier.kind === "standard" ? { storageInfo: { ebsStorageInfo: { volumeSize: tier.storageGib } } } : {}),
      },
      clientAuthentication: authenticationOf(intent),
      encryptionInfo: {
        encryptionAtRestKmsKeyArn: dataKey.arn,
        encryptionInTransit: { clientBroker: transport === "tls" ? "TLS" : "PLAINTEXT", inCluster: true },
      },
      configurationInfo: { arn: configuration.arn, revision: configuration.latestRevision },
      loggingInfo: { brokerLogs: { cloudwatchLogs: { enabled: true, logGroup: this.log(props).name } } },
      lifecycle: {
        preventDestroy: safety === "protected",
        ignoreChanges: governedFields("aws_msk_cluster", grownGib(intent) === undefined ? [] : ["autoscaler"]),
      },
    });
    cluster.overrideLogicalId("msk_cluster");
    return cluster;
  }

  private log({ place, logKey, logRetentionDays }: ProvisionedProps): CloudwatchLogGroup {
    return new CloudwatchLogGroup(this, "log", {
      name: names.logGroup(place, "brokers"),
      retentionInDays: logRetentionDays,
      kmsKeyId: logKey.arn,
    });
  }

  private configuration({ place, intent }: ProvisionedProps, brokers: number): MskConfiguration {
    const scram = proofs(intent).includes("scram");
    return new MskConfiguration(this, "configuration", {
      name: names.of(place, "bus"),
      kafkaVersions: [kafkaVersion],
      serverProperties: serverProperties({ tier: intent.tier.kind, brokers, scram }),
    });
  }
}

const pick = (by: readonly BrokerAuthentication[]): Record<string, number> =>
  Object.fromEntries(by.map((one) => [one, brokerPorts[one]]));

const grownGib = ({ tier }: ProvisionedIntent): number | undefined =>
  tier.kind === "standard" ? tier.maxStorageGib : undefined;
