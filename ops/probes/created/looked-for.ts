import { EC2Client, paginateDescribeTags } from "@aws-sdk/client-ec2";
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { KafkaClient, paginateListClustersV2, paginateListConfigurations } from "@aws-sdk/client-kafka";
import { DescribeKeyCommand, type KeyMetadata, KMSClient, paginateListKeys } from "@aws-sdk/client-kms";
import { DescribeSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import { slots } from "../../process/slots.ts";
import { type Look, orAbsent, probe } from "../look.ts";
import { everything } from "../pages.ts";
import { securityGroupRules } from "../security-group-rules.ts";
import type { Values } from "./by-name.ts";

/** Ids of what AWS has with these planned values; several where they do not tell one from the other. */
type LookFor = (look: Look, values: Values) => Promise<readonly (string | undefined)[]>;

/**
 * EC2 gives ids of its own, and takes the same name twice: the tag Name tells. `subnet-…`: how ids of the type begin; its
 * words for types are not those of the emulated AWS.
 */
const byNameTag =
  (prefix: string): LookFor =>
  async (look, values) => {
    const name = (values["tags"] as Record<string, string> | null | undefined)?.["Name"];
    if (name === undefined) return [];
    const client = look.client(EC2Client);
    const asked = {
      Filters: [
        { Name: "key", Values: ["Name"] },
        { Name: "value", Values: [name] },
      ],
    };
    const tags = await everything(look, paginateDescribeTags({ client }, asked), (page) => page.Tags);
    return tags.map((tag) => tag.ResourceId).filter((id) => id?.startsWith(`${prefix}-`));
  };

/** A rule is what it allows: AWS takes no second one of the same. */
const rule =
  (direction: "ingress" | "egress"): LookFor =>
  async (look, values) => {
    const peer = ["cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id"]
      .map((name) => values[name])
      .find((value) => typeof value === "string");
    const [protocol, from, to] = [values["ip_protocol"], values["from_port"], values["to_port"]];
    const ports = from === to ? from : `${from}-${to}`;
    const traffic = protocol === "-1" ? "all traffic" : `${protocol} ${ports}`;
    return (await securityGroupRules(look))
      .filter((r) => r.group === values["security_group_id"] && r.direction === direction)
      .filter((r) => r.peer === peer && r.traffic === traffic)
      .map((r) => r.id);
  };

/** An account may have hundreds of keys, and KMS throttles who asks of all at once. */
const keysAtOnce = 8;

/** Every key that can be used, once for all that ask. */
const usableKeys = probe(async (look): Promise<readonly KeyMetadata[]> => {
  const client = look.client(KMSClient);
  const room = slots(keysAtOnce);
  const all = await everything(look, paginateListKeys({ client, pageSize: 1_000 }, {}), (page) => page.Keys);
  const described = all.map(({ KeyId }) => room(() => orAbsent(client.send(new DescribeKeyCommand({ KeyId })))));
  return (await Promise.all(described)).flatMap((key) => key?.KeyMetadata ?? []).filter((key) => key.Enabled);
});

/** Of a key the description is all that tells it: its alias comes after it. */
const key: LookFor = async (look, values) => {
  const description = text(values, "description");
  if (description === "") return [];
  return (await usableKeys(look)).filter((key) => key.Description === description).map((key) => key.KeyId);
};

const text = (values: Values, name: string): string => String(values[name] ?? "");

const balancers = (look: Look): ElasticLoadBalancingV2Client => look.client(ElasticLoadBalancingV2Client);

const lookFor: Readonly<Record<string, LookFor>> = {
  aws_eip: byNameTag("eipalloc"),
  aws_flow_log: byNameTag("fl"),
  aws_internet_gateway: byNameTag("igw"),
  aws_nat_gateway: byNameTag("nat"),
  aws_network_acl: byNameTag("acl"),
  aws_route_table: byNameTag("rtb"),
  aws_security_group: byNameTag("sg"),
  aws_subnet: byNameTag("subnet"),
  aws_vpc: byNameTag("vpc"),
  aws_vpc_endpoint: byNameTag("vpce"),
  aws_vpc_security_group_egress_rule: rule("egress"),
  aws_vpc_security_group_ingress_rule: rule("ingress"),
  aws_kms_key: key,
  aws_kms_replica_key: key,
  aws_lb: async (look, values) => {
    const found = balancers(look).send(new DescribeLoadBalancersCommand({ Names: [text(values, "name")] }));
    return (await orAbsent(found))?.LoadBalancers?.map((b) => b.LoadBalancerArn) ?? [];
  },
  aws_lb_listener: async (look, values) => {
    const asked = new DescribeListenersCommand({ LoadBalancerArn: text(values, "load_balancer_arn") });
    const found = (await orAbsent(balancers(look).send(asked)))?.Listeners ?? [];
    return found.filter((l) => l.Port === values["port"]).map((l) => l.ListenerArn);
  },
  aws_lb_listener_rule: async (look, values) => {
    const asked = new DescribeRulesCommand({ ListenerArn: text(values, "listener_arn") });
    const found = (await orAbsent(balancers(look).send(asked)))?.Rules ?? [];
    return found.filter((r) => r.Priority === text(values, "priority")).map((r) => r.RuleArn);
  },
  aws_lb_target_group: async (look, values) => {
    const found = balancers(look).send(new DescribeTargetGroupsCommand({ Names: [text(values, "name")] }));
    return (await orAbsent(found))?.TargetGroups?.map((g) => g.TargetGroupArn) ?? [];
  },
  aws_msk_cluster: async (look, values) => {
    const pages = paginateListClustersV2({ client: look.client(KafkaClient), pageSize: 100 }, {});
    const all = await everything(look, pages, (page) => page.ClusterInfoList);
    // One that is still made has no brokers to tell, and of one that failed a person has to know.
    return all.filter((c) => c.ClusterName === values["cluster_name"] && c.State === "ACTIVE").map((c) => c.ClusterArn);
  },
  aws_msk_configuration: async (look, values) => {
    const pages = paginateListConfigurations({ client: look.client(KafkaClient), pageSize: 100 }, {});
    const all = await everything(look, pages, (page) => page.Configurations);
    return all.filter((c) => c.Name === values["name"] && c.State === "ACTIVE").map((c) => c.Arn);
  },
  aws_secretsmanager_secret: async (look, values) => {
    const asked = new DescribeSecretCommand({ SecretId: text(values, "name") });
    return [(await orAbsent(look.client(SecretsManagerClient).send(asked)))?.ARN];
  },
  aws_sqs_queue: async (look, values) => {
    const asked = new GetQueueUrlCommand({ QueueName: text(values, "name") });
    return [(await orAbsent(look.client(SQSClient).send(asked)))?.QueueUrl];
  },
};

/** Ids, as the type's import wants them, that AWS has for these values; none for types that it does not know. */
export async function idsLookedFor(look: Look, type: string, values: Values): Promise<readonly string[]> {
  return ((await lookFor[type]?.(look, values)) ?? []).flatMap((id) => id ?? []);
}
