import { type Cluster, KafkaClient, paginateListClustersV2 } from "@aws-sdk/client-kafka";
import { everything } from "../pages.ts";
import type { Enumerator } from "./enumerator.ts";
import { found } from "./found.ts";
import { knownBy } from "./known.ts";

const typeOf = { PROVISIONED: "aws_msk_cluster", SERVERLESS: "aws_msk_serverless_cluster" } as const;

const subnetsOf = ({ Provisioned, Serverless }: Cluster): readonly string[] => [
  ...(Provisioned?.BrokerNodeGroupInfo?.ClientSubnets ?? []),
  ...(Serverless?.VpcConfigs ?? []).flatMap((vpc) => vpc.SubnetIds ?? []),
];

/** MSK clusters of both kinds. */
export const mskClusters: Enumerator = {
  types: Object.values(typeOf),
  calls: ["kafka:ListClustersV2"],
  async unmanaged(look, ours) {
    const pages = paginateListClustersV2({ client: look.client(KafkaClient), pageSize: 100 }, {});
    const known = knownBy(ours.known, Object.values(typeOf), "arn");
    const subnets = knownBy(ours.known, ["aws_subnet"], "id");
    return (await everything(look, pages, (page) => page.ClusterInfoList)).flatMap((cluster) => {
      const { ClusterArn: id = "?", ClusterName: name = "?", ClusterType = "PROVISIONED" } = cluster;
      if (known.has(id) || cluster.State === "DELETING") return [];
      const home = subnetsOf(cluster).find((subnet) => subnets.has(subnet));
      const place = home === undefined ? undefined : `in our subnet ${home}`;
      const why = place ?? ours.named(name) ?? ours.tagged(id, cluster.Tags?.["Environment"]);
      return found({ type: typeOf[ClusterType], id, name }, why);
    });
  },
};
