import { exitCode, OperatorError } from "../../contracts/errors.ts";
import { again, type Told } from "../report/again.ts";
import { moment } from "../report/moment.ts";
import { quoted } from "../report/quoted.ts";
import type { StateHead } from "../terraform/head.ts";
import type { BundledState, BundleSummary } from "./bundle.ts";
import { inTheAccount, isAddress } from "./bundle-address.ts";
import { type ReadBundle, readBundle } from "./bundle-file.ts";
import { anotherName } from "./bundle-place.ts";
import { bundleSource } from "./bundle-source.ts";
import type { Origin } from "./bundling.ts";
import type { Done } from "./journalled.ts";

/** What a bundle is held against: the world as an apply finds it. */
export interface World extends Origin {
  readonly now: Date;
  /** Of every state; undefined where nothing was ever written. */
  readonly heads: ReadonlyMap<string, StateHead | undefined>;
  /** What earlier runs with this bundle have done: those states are not applied from their saved plans any more. */
  readonly done: Done;
  /** Names of every state of the environment. */
  readonly states: readonly string[];
}

const fields = [
  "environment",
  "profile",
  "site",
  "account",
  "region",
  "emulated",
  "commit",
  "config",
  "provider",
] as const;

const meanings: Readonly<Record<(typeof fields)[number], string>> = {
  environment: "environment",
  profile: "profile",
  site: "site",
  account: "account",
  region: "Region",
  emulated: "on the emulated AWS",
  commit: "commit",
  config: "configuration of the environment (its Terraform JSON)",
  provider: "version of the AWS provider",
};

/** Digests differ in their first digits already, and nobody compares sixty-four. */
const inWords = (value: string | boolean): string =>
  typeof value === "boolean" ? (value ? "yes" : "no") : /^[0-9a-f]{64}$/.test(value) ? value.slice(0, 12) : value;

/** Every reason for which a bundle may not be applied as it is; none when it fits. */
export function reasonsAgainst(bundle: BundleSummary, world: World): readonly string[] {
  const differing = fields
    .filter((field) => bundle[field] !== world[field])
    .map((field) => `${meanings[field]}: planned for ${inWords(bundle[field])}, found ${inWords(world[field])}`);
  const expired = Date.parse(bundle.expires) <= world.now.getTime() ? [`expired: ${moment(bundle.expires)}`] : [];
  const dirty = bundle.clean && !world.clean ? ["working tree: planned without changes, found changes"] : [];
  return [...differing, ...expired, ...dirty, ...bundle.states.flatMap((s) => reasonsOfState(s, world))];
}

function reasonsOfState(s: BundledState, { heads, done }: World): string[] {
  if (s.kind === "unknown" || done.has(s.state)) return [];
  const head = heads.get(s.state);
  if (s.lineage !== head?.lineage)
    return [`state ${s.state}: planned for lineage ${s.lineage ?? "none"}, found ${head?.lineage ?? "none"}`];
  if (s.serial === head?.serial) return [];
  return [`state ${s.state}: planned at serial ${s.serial}, found ${head?.serial}: it was written since`];
}

/** Refuses a bundle that does not fit, with every reason. */
export function assertFits(bundle: BundleSummary, world: World, told: Told & { readonly file: string }): void {
  const reasons = reasonsAgainst(bundle, world);
  if (reasons.length === 0) return;
  const anew = isAddress(told.file) ? inTheAccount : quoted(told.file);
  throw new OperatorError(
    "CAP_STALE_PLAN",
    `${bundle.id} does not fit what is there; nothing was changed\n${reasons.map((r) => `  ${r}`).join("\n")}`,
    ["make a new one:", again("plan", told, [...partOf(bundle, world.states), `--out ${anew}`].join(" "))],
    { exit: exitCode.refused },
  );
}

/** The flag that plans the states of a bundle again, and no others; none where it has all of them. */
export function partOf({ states }: Pick<BundleSummary, "states">, all: readonly string[]): readonly string[] {
  const names = states.map((s) => s.state);
  return all.every((name) => names.includes(name)) ? [] : [`--stack ${names.map(quoted).join(" ")}`];
}

/**
 * Reads a bundle, and refuses one of another environment before anything of this is reached: that its bucket or its
 * account is not there would be told otherwise, and not that this is the wrong file.
 *
 * @param path file or address
 */
export async function readMeantFor(told: Told, path: string): Promise<ReadBundle> {
  const read = await readBundle(bundleSource(told, path));
  const { environment, id } = read.summary;
  if (environment === told.env.name) return read;
  throw new OperatorError(
    "CAP_STALE_PLAN",
    `${path} is ${id}, a bundle for ${environment}, and this is ${told.env.name}; nothing was changed`,
    [again("plan", told, `--out ${quoted(anotherName(told.env.name, path))}`)],
    { exit: exitCode.refused },
  );
}
