import type { Environment } from "./environment.ts";

const suffix = "-dr";

/**
 * The environment as it is built anew in its recovery Region, under a name of its own, for names are global in IAM and
 * S3. Undefined where nothing is copied there.
 */
export const atRecoverySite = (e: Environment): Environment | undefined =>
  e.recovery.kind === "pilot-light" ? { ...e, name: `${e.name}${suffix}`, region: e.recovery.region } : undefined;

/** What an environment is synthesised from: its file's name, and at which of its sites it is. */
export function originOf(e: Environment): { readonly name: string; readonly site: "primary" | "recovery" } {
  const anew = e.recovery.kind === "pilot-light" && e.region === e.recovery.region;
  return anew ? { name: e.name.slice(0, -suffix.length), site: "recovery" } : { name: e.name, site: "primary" };
}
