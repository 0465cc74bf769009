import { OperatorError } from "../contracts/errors.ts";
import { meant } from "../contracts/nearest.ts";
import { dev } from "./dev.ts";
import type { Environment } from "./environment.ts";
import { local, localKafka } from "./local.ts";
import { prod, prodStandard } from "./prod.ts";
import { atRecoverySite } from "./recovery-site.ts";
import { staging, stagingWindow } from "./staging.ts";

/** Every environment with its profiles, the usual one first. */
const profiles: Readonly<Record<string, readonly [Environment, ...Environment[]]>> = {
  local: [local, localKafka],
  dev: [dev],
  staging: [staging, stagingWindow],
  prod: [prod, prodStandard],
};

/** Environments as they are built anew in their recovery Region, with their profiles. */
const recoverySites: typeof profiles = Object.fromEntries(
  Object.values(profiles).flatMap((all) => {
    const [usual, ...others] = all.flatMap((e) => atRecoverySite(e) ?? []);
    return usual === undefined ? [] : [[usual.name, [usual, ...others]]];
  }),
);

/** Every environment in its usual profile, by name. */
export const environments: Readonly<Record<string, Environment>> = Object.fromEntries(
  Object.entries(profiles).map(([name, [usual]]) => [name, usual]),
);

/** Every environment in every profile. */
export const everyProfile: readonly Environment[] = Object.values(profiles).flat();

/** Every profile of an environment, the usual one first; none where no environment has the name. */
export const everyProfileOf = (name: string): readonly Environment[] => profiles[name] ?? recoverySites[name] ?? [];

/**
 * The environment of this name; an OperatorError that lists the others when there is none. `prod-dr` is `prod` as it is
 * built anew in its recovery Region.
 *
 * @param profile one of the environment's profiles; undefined: its usual one
 */
export function environmentNamed(name: string, profile?: string): Environment {
  const known = profiles[name] ?? recoverySites[name];
  if (known === undefined)
    throw new OperatorError(
      "CAP_NO_ENVIRONMENT",
      `no environment is called "${name}"; there are: ${Object.keys(profiles).join(", ")}`,
      [...meant(name, Object.keys(profiles)), "cap env list"],
    );
  if (profile === undefined) return known[0];
  const found = known.find((e) => e.profile.name === profile);
  if (found !== undefined) return found;
  const names = known.map((e) => e.profile.name);
  throw new OperatorError("CAP_NO_PROFILE", `${name} has no profile "${profile}"; it has: ${names.join(", ")}`, [
    ...meant(profile, names),
    `leave --profile out for ${known[0].profile.name}, or give one of them`,
  ]);
}

/**
 * The environment that a name stands for; its profile may stand behind a slash, as in `prod/standard`.
 *
 * @param profile the profile where the name carries none; one beside another is refused
 */
export function qualified(name: string, profile?: string): Environment {
  const [environment = "", behind] = name.split("/");
  if (behind === undefined || profile === undefined || behind === profile)
    return environmentNamed(environment, behind ?? profile);
  throw new OperatorError("CAP_USAGE", `${name} beside --profile ${profile}: two profiles of one environment`, [
    `cap env show ${name}`,
    `cap env show ${environment}/${profile}`,
  ]);
}
