import { ECSClient, paginateListTaskDefinitionFamilies, paginateListTaskDefinitions } from "@aws-sdk/client-ecs";
import type { Look } from "../look.ts";
import { everything } from "../pages.ts";
import type { Enumerator } from "./enumerator.ts";
import { type Found, found } from "./found.ts";
import type { Known } from "./known.ts";
import type { Ours } from "./ours.ts";

const type = "aws_ecs_task_definition";

/**
 * Task definitions: a family of our name that no state has, what was registered on top of a family that one has, and what
 * bears our tag under any name.
 */
export const ecsTaskDefinitions: Enumerator = {
  types: [type],
  calls: ["ecs:ListTaskDefinitionFamilies", "ecs:ListTaskDefinitions"],
  async unmanaged(look, ours) {
    const client = look.client(ECSClient);
    const asked = { status: "ACTIVE", familyPrefix: `cap-${look.env.name}` } as const;
    const pages = paginateListTaskDefinitionFamilies({ client, pageSize: 100 }, asked);
    const families = await everything(look, pages, (page) => page.families);
    const named = families.filter((family) => ours.named(family) !== undefined);
    const ourFamilies = new Set([...named, ...ours.taggedWith(":task-definition/").map(familyOf)]);
    const newest = newestKnown(ours.known);
    const all = [...ourFamilies].map((family) => ofFamily(look, ours, family, newest.get(family)));
    return (await Promise.all(all)).flat();
  },
};

/** The newest revision that a state has, by family: a rollout keeps older ones until the new one runs. */
function newestKnown(known: Known): ReadonlyMap<string, number> {
  const newest = new Map<string, number>();
  for (const { values } of known.ofType(type)) {
    const family = String(values["family"]);
    newest.set(family, Math.max(newest.get(family) ?? 0, Number(values["revision"])));
  }
  return newest;
}

async function ofFamily(look: Look, ours: Ours, family: string, known: number | undefined): Promise<readonly Found[]> {
  // Where releases are promoted, the deploy tool registers what is newer (contracts/governed.ts).
  if (known !== undefined && look.env.releases === "promoted") return [];
  const pages = paginateListTaskDefinitions(
    { client: look.client(ECSClient), pageSize: 100 },
    { familyPrefix: family, status: "ACTIVE", sort: "DESC" },
  );
  const all = await everything(look, pages, (page) => page.taskDefinitionArns);
  // Older revisions than a state's are history: nothing starts them without naming them.
  return all
    .filter((arn) => known === undefined || revisionOf(arn) > known)
    .flatMap((arn) =>
      found({ type, id: arn, name: `${family}:${revisionOf(arn)}` }, ours.named(family) ?? ours.tagged(arn)),
    );
}

const familyOf = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1, arn.lastIndexOf(":"));

const revisionOf = (arn: string): number => Number(arn.slice(arn.lastIndexOf(":") + 1));
