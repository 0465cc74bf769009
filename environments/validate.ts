import { overlap } from "../contracts/cidr.ts";
import { domainFaults } from "../contracts/domain.ts";
import type { Fault } from "../contracts/errors.ts";
import { quicksightFaults } from "../contracts/quicksight.ts";
import { bestObjectives } from "../contracts/recovery.ts";
import { planFaults, throttleFaults } from "../contracts/request-rates.ts";
import { trailFaults } from "../contracts/trails.ts";
import { accounts } from "./accounts.ts";
import type { Environment } from "./environment.ts";
import { atRecoverySite } from "./recovery-site.ts";
import { validateAccounts } from "./validate-accounts.ts";
import { networkFaults } from "./validate-network.ts";
import { placeFaults } from "./validate-place.ts";
import { keepingFaults, serviceFaults, watchingFaults } from "./validate-running.ts";
import { streamingFaults } from "./validate-streaming.ts";
import { faultsOf } from "./want.ts";

/** Every fault of an environment, not just the first. */
export const validateEnvironment = (e: Environment): Fault[] => [
  ...placeFaults(e),
  ...trailFaults("sources.cloudtrail", e.sources.cloudtrail),
  ...entranceFaults(e),
  ...networkFaults(e),
  ...keepingFaults(e),
  ...serviceFaults(e),
  ...streamingFaults(e),
  ...watchingFaults(e),
  ...recoveryFaults(e),
];

/** How clients and people come in. */
function entranceFaults({ entrance, api, insight, safety }: Environment): Fault[] {
  const kinds = faultsOf((want) => {
    const plain = entrance.kind === "http" && safety === "protected";
    want(!plain, "entrance.kind", entrance.kind, "https in a protected environment");
    const open = api.kind === "rest" && entrance.kind === "http";
    want(!open, "api.kind", api.kind, "an entrance with a domain: the API goes on to it over TLS");
    const planless = api.kind === "rest" && Object.keys(api.plans).length === 0;
    want(!planless, "api.plans", "none", "at least one");
  });
  return [
    ...kinds,
    ...(entrance.kind === "https" ? domainFaults("entrance.domain", entrance.domain) : []),
    ...(api.kind === "rest" ? throttleFaults("api.throttle", api.throttle) : []),
    ...(api.kind === "rest" ? planFaults("api.plans", api.plans, api.throttle) : []),
    ...(insight.kind === "quicksight" ? quicksightFaults(insight, (field) => `insight.${field}`) : []),
  ];
}

/**
 * Faults that only show between environments: ranges of one account and Region that overlap cannot be joined later. Each
 * counts in its recovery Region too.
 */
export function validateTogether(environments: readonly Environment[]): Fault[] {
  const everywhere = environments.flatMap((e) => [e, atRecoverySite(e) ?? []].flat());
  const firstOf = new Map(everywhere.map((e) => [`${e.name} ${e.network.cidr}`, e]));
  const all = [...firstOf.values()];
  return all.flatMap((e, i) =>
    all
      .slice(i + 1)
      .filter((o) => o.name !== e.name && o.account === e.account && o.region === e.region)
      .filter((o) => overlap(e.network.cidr, o.network.cidr))
      .map((o) => ({
        field: `${o.name}.network.cidr`,
        got: o.network.cidr,
        want: `a range beside ${e.network.cidr} of ${e.name}`,
      })),
  );
}

/**
 * Every fault of what stands below environments/: of each environment by itself, its fields behind `name/profile`, of all
 * of them beside each other, and of the accounts that they live in.
 */
export const validateAll = (environments: readonly Environment[]): Fault[] => [
  ...environments.flatMap((e) =>
    validateEnvironment(e).map((fault) => ({ ...fault, field: `${e.name}/${e.profile.name}.${fault.field}` })),
  ),
  ...validateTogether(environments),
  ...validateAccounts(Object.values(accounts), environments),
];

const recoveryFaults = ({ recovery, region, safety }: Environment): Fault[] =>
  faultsOf((want) => {
    const nothing = safety === "protected" && recovery.kind === "none";
    want(!nothing, "recovery.kind", recovery.kind, "backups or pilot-light");
    if (recovery.kind === "pilot-light")
      want(recovery.region !== region, "recovery.region", recovery.region, "another Region");
    if (recovery.kind === "none") return;
    const best = bestObjectives(recovery.kind);
    for (const objective of ["rpoMinutes", "rtoMinutes"] as const) {
      const asked = recovery.objectives[objective];
      const field = `recovery.objectives.${objective}`;
      want(asked >= best[objective], field, asked, `>= ${best[objective]}: ${recovery.kind} cannot do better`);
    }
  });
