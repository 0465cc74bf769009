import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { MskCluster, type MskClusterClientAuthentication } from "@cdktf/provider-aws/lib/msk-cluster/index.js";
import { MskConfiguration } from "@cdktf/provider-aws/lib/msk-configuration/index.js";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";
import { topics } from "../../contracts/topics.ts";
import type { Streaming } from "../../environments/environment.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import { Passage } from "../network/firewall.ts";
import type { NetworkOutputs } from "../network/network.ts";

type Provisioned = Extract<Streaming, { kind: "msk-provisioned" }>;

/** An MSK cluster. */
export interface BrokersProps {
  readonly place: Place;
  readonly intent: Provisioned;
  /** Where brokers live and who may reach them. */
  readonly network: NetworkOutputs;
  /** Encrypts brokers' disks. */
  readonly dataKey: KeyOutputs;
  /** Encrypts brokers' logs. */
  readonly logKey: KeyOutputs;
  /** Days that brokers' logs are kept. */
  readonly logRetentionDays: number;
}

/** What others need of the cluster. */
export interface BrokersOutputs {
  readonly cluster: string;
  readonly arn: string;
  /** `host:port,host:port`, for the transport that the environment asks for. */
  readonly addresses: string;
  readonly count: number;
  readonly logGroup: string;
}

const kafkaVersion = "3.9.x.kraft";

/** What the brokers run with: a topic is never made by accident, and as many copies as there are brokers, at most 3. */
export function serverProperties(brokers: number): string {
  const copies = Math.min(3, brokers);
  const properties = {
    "auto.create.topics.enable": false,
    "default.replication.factor": copies,
    // With two copies an acknowledged record must be able to outlive a restart of one broker without stopping writes.
    "min.insync.replicas": Math.max(1, copies - 1),
    "message.max.bytes": topics.securityEvents.maxRecordBytes + 65_536,
    "unclean.leader.election.enable": false,
  };
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}

const authentication: Record<Provisioned["transport"], MskClusterClientAuthentication> = {
  plaintext: { unauthenticated: true },
  tls: { unauthenticated: false, sasl: { iam: true } },
};

/** Ports of the transports: 9092 in the clear, 9098 TLS with IAM. */
const port: Record<Provisioned["transport"], number> = { plaintext: 9092, tls: 9098 };

/** Brokers, their configuration, their security group and their logs. */
export class Brokers extends Construct {
  readonly outputs: BrokersOutputs;
  constructor(scope: Construct, id: string, props: BrokersProps) {
    super(scope, id);
    const { place, intent, network, logKey, logRetentionDays } = props;
    const count = intent.brokersPerZone * network.privateSubnetIds.length;
    const group = new SecurityGroup(this, "group", {
      name: names.of(place, "brokers"),
      description: "Kafka brokers",
      vpcId: network.vpcId,
      tags: { Name: names.of(place, "brokers") },
    });
    new Passage(this, "from-services", {
      from: network.groups.services,
      to: group.id,
      ports: { from: port[intent.transport], to: port[intent.transport] },
      description: "Kafka clients",
    });
    const log = new CloudwatchLogGroup(this, "log", {
      name: names.logGroup(place, "brokers"),
      retentionInDays: logRetentionDays,
      kmsKeyId: logKey.arn,
    });
    const configuration = new MskConfiguration(this, "configuration", {
      name: names.of(place, "bus"),
      kafkaVersions: [kafkaVersion],
      serverProperties: serverProperties(count),
    });
    const cluster = this.cluster(props, count, group.id, log.name, configuration);
    const addresses = { plaintext: cluster.bootstrapBrokers, tls: cluster.bootstrapBrokersSaslIam }[intent.transport];
    this.outputs = { cluster: cluster.clusterName, arn: cluster.arn, addresses, count, logGroup: log.name };
  }

  private cluster(
    { place, intent, network, dataKey }: BrokersProps,
    count: number,
    group: string,
    logGroup: string,
    configuration: MskConfiguration,
  ): MskCluster {
    const cluster = new MskCluster(this, "cluster", {
      clusterName: names.of(place, "bus"),
      kafkaVersion,
      numberOfBrokerNodes: count,
      enhancedMonitoring: "DEFAULT",
      brokerNodeGroupInfo: {
        instanceType: intent.tier.instance,
        clientSubnets: [...network.privateSubnetIds],
        securityGroups: [group],
        ...(intent.tier.kind === "standard"
          ? { storageInfo: { ebsStorageInfo: { volumeSize: intent.tier.storageGib } } }
          : {}),
      },
      clientAuthentication: authentication[intent.transport],
      encryptionInfo: {
        encryptionAtRestKmsKeyArn: dataKey.arn,
        encryptionInTransit: { clientBroker: intent.transport === "tls" ? "TLS" : "PLAINTEXT", inCluster: true },
      },
      configurationInfo: { arn: configuration.arn, revision: configuration.latestRevision },
      loggingInfo: { brokerLogs: { cloudwatchLogs: { enabled: true, logGroup } } },
    });
    cluster.overrideLogicalId("msk_cluster");
    return cluster;
  }
}
