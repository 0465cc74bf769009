import { createHash } from "node:crypto";
import { z } from "zod";

const attribute = z.object({ attribute: z.string(), before: z.string(), after: z.string() });
const change = z.object({
  address: z.string(),
  type: z.string(),
  action: z.string(),
  /** Id of what is there already and is taken into the state first. */
  from: z.string().optional(),
  /** Terraform's word for why, where it has one. */
  reason: z.string().optional(),
  attributes: z.array(attribute),
});

const planned = z.object({
  kind: z.literal("planned"),
  state: z.string(),
  /** Of the saved plan, hexadecimal. */
  sha256: z.string(),
  /** Of the state that the plan was made from. Absent: nothing was ever written. */
  lineage: z.string().optional(),
  serial: z.number().optional(),
  changes: z.array(change),
  /** Names of the outputs that it changes. */
  outputs: z.array(z.string()),
  /** How many resources were found changed outside Terraform. */
  drifted: z.number(),
});

const unknown = z.object({
  kind: z.literal("unknown"),
  state: z.string(),
  /** States that have to be applied before anybody can tell. */
  until: z.array(z.string()),
});

/** What a plan bundle says of one state. */
export type BundledState = z.infer<typeof planned> | z.infer<typeof unknown>;

/**
 * What a plan bundle is and does, without any secret: what is shown, what CI may keep, and what an apply holds against
 * the world as it finds it.
 */
const summaryOfBundle = z.object({
  environment: z.string(),
  profile: z.string(),
  site: z.enum(["primary", "recovery"]),
  account: z.string(),
  region: z.string(),
  emulated: z.boolean(),
  /** Commit of the sources, twelve digits. */
  commit: z.string(),
  /** Whether the working tree had no changes. */
  clean: z.boolean(),
  /** Digest of the Terraform JSON of every state. */
  config: z.string(),
  provider: z.string(),
  /** ISO 8601, UTC. */
  at: z.string(),
  expires: z.string(),
  /** Who made it: `user@host`, or the address of a CI run. */
  by: z.string(),
  /** False: states were taken at their word, AWS was not asked; only ever shown. Absent: every resource was read. */
  refreshed: z.literal(false).optional(),
  /** Each after those that it reads from. */
  states: z.array(z.discriminatedUnion("kind", [planned, unknown])),
});

/** See {@link summaryOfBundle}. */
export const bundleSummary = summaryOfBundle.extend({
  /** `plan-` and twelve digits of the digest of all else: a changed summary has another. */
  id: z.string(),
});
/** See {@link summaryOfBundle}. */
export type BundleSummary = z.infer<typeof bundleSummary>;

/** What a plan has come to, and where it is kept: file or address. @default kept - nowhere, it is only shown. */
export type ShownPlan = BundleSummary & { readonly kept?: string };

/** A summary with its id. */
export const identified = (summary: Omit<BundleSummary, "id">): BundleSummary => ({ ...summary, id: idOf(summary) });

/** The id that a summary has to have. */
export function idOf(summary: Omit<BundleSummary, "id"> & { readonly id?: string }): string {
  const { id: _, ...rest } = summary;
  return `plan-${sha256(JSON.stringify(summaryOfBundle.parse(rest))).slice(0, 12)}`;
}

/** Digest, hexadecimal. */
export const sha256 = (bytes: string | Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Bundles are good for a day: after that too much may have happened that no serial tells of. */
export const bundleHours = 24;

/** Addresses that a state's plan treats so; without actions all that it changes. */
export const addressesOf = (s: BundledState, ...actions: readonly string[]): readonly string[] =>
  s.kind === "planned"
    ? s.changes.filter((c) => actions.length === 0 || actions.includes(c.action)).map((c) => c.address)
    : [];

/** Whether a state's plan changes nothing, not even an output. */
export const isEmpty = (s: BundledState): boolean =>
  s.kind === "planned" && s.changes.length === 0 && s.outputs.length === 0;
