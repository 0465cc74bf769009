import { accounts } from "../../../environments/accounts.ts";
import type { Environment } from "../../../environments/environment.ts";
import { environments } from "../../../environments/index.ts";
import { atRecoverySite } from "../../../environments/recovery-site.ts";
import { type Known, knownBy } from "./known.ts";

/** What shows that a resource belongs to an environment: each question gives the reason in words, or undefined. */
export interface Ours {
  /** What the environment's states have. */
  readonly known: Known;
  /** By its name, wherever our prefix stands in it: `cap-prod-x`, `/cap/prod/x`, `/aws/lambda/cap-prod-x`, `cap_prod`. */
  named(name: string | undefined): string | undefined;
  /** By the tag Environment: as the resource tells it itself, or as AWS's index of tags knows its ARN. */
  tagged(arn: string | undefined, environment?: string): string | undefined;
  /** ARNs that AWS's index of tags knows as ours and that have this part: `:task-definition/`. */
  taggedWith(part: string): readonly string[];
  /** By its VPC. */
  placed(vpc: string | undefined): string | undefined;
}

/** Names that can stand behind `cap-`: every environment's, and every account's. */
const everyName: readonly string[] = [
  ...Object.values(environments).flatMap((e) => [e, atRecoverySite(e) ?? []].flat().map(({ name }) => name)),
  ...Object.values(accounts).map(({ name }) => name),
];

/** States of an account, which each of its environments has among its own. */
const accountStates = ["bootstrap", "account"];

/** The environment at its recovery site, where the known have what is copied there. */
export const siteOf = (env: Environment, { resources }: Known): Environment | undefined =>
  resources.some(({ state }) => state === "recovery") ? atRecoverySite(env) : undefined;

/**
 * Names whose things are ours: the environment's, and its account's where the account's states are among the known. For
 * whoever does not have those, all that they made would look unmanaged.
 *
 * @param site name of the recovery site, where nothing but the known is made under it
 */
export function ourNames({ name, account }: Environment, known: Known, site?: string): readonly string[] {
  const has = known.resources.some((resource) => accountStates.includes(resource.state));
  const owner = has ? accounts[account]?.name : undefined;
  return [name, ...[owner ?? [], site ?? []].flat()];
}

/**
 * @param tagged what AWS's index of tags knows: ARN -> value of the tag Environment
 * @param mine names whose things are ours. @default - {@link ourNames}, without the recovery site
 */
export function oursOf(
  env: Environment,
  known: Known,
  tagged: ReadonlyMap<string, string>,
  mine: readonly string[] = ourNames(env, known),
): Ours {
  const names = [...new Set([...everyName, ...mine])];
  const vpcs = knownBy(known, ["aws_vpc"], "id");
  return {
    known,
    named(name) {
      const owner = name === undefined ? undefined : ownerOf(name, names);
      return owner !== undefined && mine.includes(owner.name) ? `named ${owner.prefix}…` : undefined;
    },
    tagged(arn, environment) {
      const value = environment ?? (arn === undefined ? undefined : tagged.get(arn));
      return value !== undefined && mine.includes(value) ? `tagged Environment=${value}` : undefined;
    },
    taggedWith: (part) => [...tagged].flatMap(([arn, env]) => (arn.includes(part) && mine.includes(env) ? [arn] : [])),
    placed: (vpc) => (vpc !== undefined && vpcs.has(vpc) ? `in our VPC ${vpc}` : undefined),
  };
}

// AWS WAF wants its own word in front; everybody else puts ours first, or first behind a slash.
const lead = /(?:^|\/|^aws-waf-logs-)(cap[-_/])/g;

/** Whose prefix a name carries. The longest name counts: `cap-prod-dr-x` is prod-dr's and not prod's. */
function ownerOf(
  text: string,
  names: readonly string[],
): { readonly name: string; readonly prefix: string } | undefined {
  for (const { 0: whole, 1: cap = "", index } of text.matchAll(lead)) {
    const rest = text.slice(index + whole.length);
    const spelt = (name: string): string => (cap === "cap_" ? name.replaceAll("-", "_") : name);
    const fitting = names.filter((name) => beginsWith(rest, spelt(name)));
    const name = fitting.sort((a, b) => b.length - a.length)[0];
    const start = cap === "cap/" ? "/cap/" : cap;
    if (name !== undefined) return { name, prefix: `${start}${spelt(name)}${rest[name.length] ?? ""}` };
  }
  return undefined;
}

const beginsWith = (text: string, name: string): boolean =>
  text.startsWith(name) && /^(?:$|[-_/.:])/.test(text.slice(name.length));

/** Value of the tag Environment among tags as most services list them. */
export const environmentTag = (
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined,
): string | undefined => tags?.find((tag) => tag.Key === "Environment")?.Value;
