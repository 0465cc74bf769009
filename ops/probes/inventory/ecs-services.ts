import { ECSClient, paginateListServices } from "@aws-sdk/client-ecs";
import { type Look, orAbsent } from "../look.ts";
import { everything } from "../pages.ts";
import type { Enumerator } from "./enumerator.ts";
import { type Found, found } from "./found.ts";
import { knownBy, type StateResource } from "./known.ts";

const type = "aws_ecs_service";

/** Services in the clusters that a state has. */
export const ecsServices: Enumerator = {
  types: [type],
  calls: ["ecs:ListServices"],
  async unmanaged(look, ours) {
    const known = knownBy(ours.known, [type], "id");
    const clusters = knownBy(ours.known, ["aws_ecs_cluster"], "name");
    const all = await Promise.all([...clusters].map(([name, cluster]) => inCluster(look, name, cluster, known)));
    return all.flat();
  },
};

async function inCluster(
  look: Look,
  cluster: string,
  { address }: StateResource,
  known: ReadonlyMap<string, StateResource>,
): Promise<readonly Found[]> {
  const pages = paginateListServices({ client: look.client(ECSClient), pageSize: 100 }, { cluster });
  // A cluster that is gone is told as deleted, and has no services.
  const all = (await orAbsent(everything(look, pages, (page) => page.serviceArns))) ?? [];
  const strange = all.filter((arn) => !known.has(arn));
  return strange.flatMap((arn) => {
    const name = arn.slice(arn.lastIndexOf("/") + 1);
    return found({ type, id: `${cluster}/${name}`, name, under: arn }, `attached to ${address}`);
  });
}
