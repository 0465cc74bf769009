import type { Environment } from "../../environments/environment.ts";
import { environments } from "../../environments/index.ts";
import { originOf } from "../../environments/recovery-site.ts";
import { plain } from "./called.ts";
import { quoted } from "./quoted.ts";

export { plain, program } from "./called.ts";

/** How a command was told which environment, and where: what the next one has to be told as well. */
export interface Told {
  readonly env: Environment;
  /** @default - as the command of this process was told, see {@link toldHere}. */
  readonly emulated?: boolean;
  readonly release?: string;
}

/** A process runs one command; what is deep in it, a judge of a check for one, has no other way to know. */
let here: Told | undefined;

/** Says, once and before the command of this process runs, how it was told where to act; undefined: nothing was told. */
export function toldHere(told: Told | undefined): void {
  here = told;
}

/** Whether the emulated AWS stands in for AWS, as this process was told; for `local` it always does. */
export const onEmulated = (env: Pick<Environment, "name">): boolean => env.name === "local" || here?.emulated === true;

/**
 * The next command, ready to paste: with the environment, its profile and site, the emulated AWS and the release as they
 * were given to this one.
 *
 * @param verb with its action: `lock show`
 * @param rest flags of its own, in front of nothing: `--plan prod.capplan`
 */
export const again = (verb: string, told: Told, rest = ""): string =>
  plain(`${verb} ${flagsOf(told)}${rest === "" ? "" : ` ${rest}`}`);

/** The same where the environment is not at hand: as the command of this process was told. */
export const againHere = (verb: string, rest = ""): string =>
  here === undefined ? plain(`${verb} ${rest}`).trim() : again(verb, here, rest);

/** How a command was told where to act, for the next one: `--env prod --profile lean`. */
export function flagsOf({ env, emulated = onEmulated(env), release }: Told): string {
  const usual = environments[originOf(env).name]?.profile.name ?? env.profile.name;
  return [
    `--env ${env.name}`,
    ...(env.profile.name === usual ? [] : [`--profile ${env.profile.name}`]),
    ...(emulated && env.name !== "local" ? ["--emulated"] : []),
    ...(release === undefined ? [] : [`--release ${quoted(release)}`]),
  ].join(" ");
}
