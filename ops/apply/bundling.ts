import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Environment } from "../../environments/environment.ts";
import { originOf } from "../../environments/recovery-site.ts";
import { actorInWords, actorOf } from "../actor.ts";
import { providerVersion } from "../setup/provider.ts";
import { planFile, type StateFolder } from "../terraform/terraform.ts";
import { sourceTree } from "../workspace/source-tree.ts";
import { type BundledState, type BundleSummary, bundleHours, identified, sha256 } from "./bundle.ts";
import type { Bundle } from "./bundle-file.ts";
import { configDigest } from "./config.ts";
import type { Planned, StatePlan } from "./plans.ts";

/** What a bundle says of where it was made for and from; an apply holds it against the same of its own. */
export type Origin = Omit<BundleSummary, "id" | "at" | "expires" | "by" | "refreshed" | "states">;

/** Where and from what an environment would be applied now. */
export async function originNow(env: Environment, emulated: boolean, folders: readonly StateFolder[]): Promise<Origin> {
  const { commit, clean } = await sourceTree();
  const { name: _, site } = originOf(env);
  const { name: environment, profile, account, region } = env;
  const config = await configDigest(folders);
  return {
    environment,
    profile: profile.name,
    site,
    account,
    region,
    emulated,
    commit,
    clean,
    config,
    provider: providerVersion,
  };
}

/** A bundle of plans that lie saved in their states' folders. */
export async function bundleOf(
  origin: Origin,
  plans: readonly Exclude<StatePlan, { kind: "failed" }>[],
): Promise<Bundle> {
  const saved = new Map<string, Uint8Array>();
  const states: BundledState[] = [];
  for (const p of plans) {
    if (p.kind === "unknown") {
      states.push({ kind: "unknown", state: p.folder.name, until: [...p.until] });
      continue;
    }
    const bytes = await readFile(join(p.folder.dir, planFile));
    saved.set(p.folder.name, bytes);
    states.push(plannedOf(p, sha256(bytes)));
  }
  const now = new Date();
  const expires = new Date(now.getTime() + bundleHours * 3_600_000);
  const by = actorInWords(actorOf());
  const summary = identified({ ...origin, at: now.toISOString(), expires: expires.toISOString(), by, states });
  return { summary, plans: saved };
}

/** What a bundle says of a planned state. */
export function plannedOf({ folder, head, plan, changes }: Planned, digest: string): BundledState {
  return {
    kind: "planned",
    state: folder.name,
    sha256: digest,
    ...(head === undefined ? {} : { lineage: head.lineage, serial: head.serial }),
    changes: changes.map((c) => ({ ...c, attributes: [...c.attributes] })),
    outputs: [...plan.outputs],
    drifted: plan.drifted,
  };
}
