import { DescribeServicesCommand, ECSClient, paginateListClusters, paginateListServices } from "@aws-sdk/client-ecs";
import { slots } from "../../process/slots.ts";
import { type Look, orAbsent } from "../look.ts";
import { everything } from "../pages.ts";
import { subnetsOf, vpcOf } from "../service-subnets.ts";
import type { Enumerator } from "./enumerator.ts";
import { type Found, found } from "./found.ts";
import { knownBy } from "./known.ts";
import type { Ours } from "./ours.ts";

const type = "aws_ecs_service";

/** Clusters that are asked at the same time. */
const atOnce = 4;
/** Services that ECS describes in one call. */
const mostDescribed = 10;

/**
 * Services: all in the clusters that a state has, and in every other cluster those whose tasks stand in our VPC, or that
 * bear our name or tag. Only the latter have to be described, each ten with one call.
 */
export const ecsServices: Enumerator = {
  types: [type],
  calls: ["ecs:ListClusters", "ecs:ListServices", "ecs:DescribeServices", "ec2:DescribeSubnets"],
  async unmanaged(look, ours) {
    const known = knownBy(ours.known, [type], "id");
    const mine = knownBy(ours.known, ["aws_ecs_cluster"], "name");
    const vpcs = await subnetsOf(look, [...knownBy(ours.known, ["aws_vpc"], "id").keys()]);
    const others = (await clusterNames(look)).filter((name) => !mine.has(name));
    const room = slots(atOnce);
    const search = async (cluster: string): Promise<readonly Found[]> => {
      const strange = (await servicesIn(look, cluster)).filter((arn) => !known.has(arn));
      const address = mine.get(cluster)?.address;
      if (address !== undefined) return strange.flatMap((arn) => foundIn(cluster, arn, `attached to ${address}`));
      return await elsewhere({ look, ours, vpcs }, cluster, strange);
    };
    return (await Promise.all([...mine.keys(), ...others].map((cluster) => room(() => search(cluster))))).flat();
  },
};

async function clusterNames(look: Look): Promise<readonly string[]> {
  const pages = paginateListClusters({ client: look.client(ECSClient), pageSize: 100 }, {});
  return (await everything(look, pages, (page) => page.clusterArns)).map(nameIn);
}

/** ARNs of a cluster's services. One that is gone is told as deleted, and has no services. */
async function servicesIn(look: Look, cluster: string): Promise<readonly string[]> {
  const pages = paginateListServices({ client: look.client(ECSClient), pageSize: 100 }, { cluster });
  return (await orAbsent(everything(look, pages, (page) => page.serviceArns))) ?? [];
}

interface Elsewhere {
  readonly look: Look;
  readonly ours: Ours;
  /** VPC of each subnet of ours, by its id. */
  readonly vpcs: ReadonlyMap<string, string>;
}

/** What of the services of a cluster that no state has is ours. */
async function elsewhere({ look, ours, vpcs }: Elsewhere, cluster: string, arns: readonly string[]): Promise<Found[]> {
  const all: Found[] = [];
  for (let from = 0; from < arns.length; from += mostDescribed) {
    look.signal?.throwIfAborted();
    const asked = { cluster, services: arns.slice(from, from + mostDescribed) };
    const answer = await orAbsent(look.client(ECSClient).send(new DescribeServicesCommand(asked)));
    for (const service of answer?.services ?? []) {
      const { serviceArn: arn = "?", serviceName } = service;
      const why = ours.placed(vpcOf(service, vpcs)) ?? ours.named(serviceName) ?? ours.named(cluster);
      all.push(...foundIn(cluster, arn, why ?? ours.tagged(arn)));
    }
  }
  return all;
}

const foundIn = (cluster: string, arn: string, why: string | undefined): readonly Found[] =>
  found({ type, id: `${cluster}/${nameIn(arn)}`, name: nameIn(arn), under: arn }, why);

const nameIn = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);
