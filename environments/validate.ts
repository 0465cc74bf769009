import { cidrFaults, overlap } from "../contracts/cidr.ts";
import type { Fault } from "../contracts/errors.ts";
import { logRetentions } from "../contracts/logs.ts";
import { bestObjectives } from "../contracts/recovery.ts";
import type { Environment } from "./environment.ts";

type Want = (ok: boolean, field: string, got: unknown, wanted: string) => void;

/** Every fault of an environment, not just the first. */
export function validateEnvironment(e: Environment): Fault[] {
  const faults: Fault[] = [];
  const want: Want = (ok, field, got, wanted) => {
    if (!ok) faults.push({ field, got, want: wanted });
  };
  placeFaults(e, want);
  faults.push(...cidrFaults("network.cidr", e.network.cidr));
  networkFaults(e, want);
  lakeFaults(e, want);
  serviceFaults(e, want);
  streamingFaults(e, want);
  recoveryFaults(e, want);
  return faults;
}

function placeFaults(e: Environment, want: Want): void {
  want(/^[a-z][a-z0-9-]{0,11}$/.test(e.name), "name", e.name, "lower-case letters, digits, hyphens; at most 12");
  want(/^\d{12}$/.test(e.account), "account", e.account, "12 digits");
  want(/^[a-z]{2}(-[a-z]+)+-\d$/.test(e.region), "region", e.region, "an AWS Region");
  const plain = e.entrance.kind === "http" && e.safety === "protected";
  want(!plain, "entrance.kind", e.entrance.kind, "https in a protected environment");
  const open = e.api.kind === "rest" && e.entrance.kind === "http";
  want(!open, "api.kind", e.api.kind, "an entrance with a domain: the API goes on to it over TLS");
  const planless = e.api.kind === "rest" && Object.keys(e.api.plans).length === 0;
  want(!planless, "api.plans", "none", "at least one");
}

function networkFaults({ network, safety }: Environment, want: Want): void {
  const { zones, egress, interfaceEndpoints } = network;
  want(zones === 2 || zones === 3, "network.zones", zones, "2 or 3");
  const twice = interfaceEndpoints.filter((name, i) => interfaceEndpoints.indexOf(name) !== i);
  want(twice.length === 0, "network.interfaceEndpoints", twice, "each once");
  const stranded = safety === "protected" && egress === "none" && interfaceEndpoints.length === 0;
  want(!stranded, "network.egress", egress, "a way to AWS: an egress, or interface endpoints");
}

/** Faults that only show between environments: ranges of one account and Region that overlap cannot be joined later. */
export function validateTogether(environments: readonly Environment[]): Fault[] {
  const firstOf = new Map(environments.map((e) => [`${e.name} ${e.network.cidr}`, e]));
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

function lakeFaults({ lake, logs }: Environment, want: Want): void {
  const days = lake.landingDays;
  want(days >= 7, "lake.landingDays", days, ">= 7, so that a lost notification can be swept");
  want(lake.auditLockDays >= 1, "lake.auditLockDays", lake.auditLockDays, ">= 1");
  want(lake.scanLimitGib >= 1, "lake.scanLimitGib", lake.scanLimitGib, ">= 1");
  const retention = logs.retentionDays;
  want(logRetentions.includes(retention), "logs.retentionDays", retention, `one of ${logRetentions.join(", ")}`);
}

function serviceFaults({ services, hours }: Environment, want: Want): void {
  for (const [name, { tasks, maxTasks = tasks, capacity }] of Object.entries(services)) {
    want(tasks >= 0, `services.${name}.tasks`, tasks, ">= 0");
    want(maxTasks >= tasks, `services.${name}.maxTasks`, maxTasks, `>= tasks (${tasks})`);
    const lost = capacity === "spot" && (name === "lake" || name === "collect");
    want(!lost, `services.${name}.capacity`, capacity, "on-demand: what moves events is never on Spot");
  }
  if (hours.kind !== "working-hours") return;
  const day = hours.from >= 0 && hours.from < hours.to && hours.to <= 23;
  want(day, "hours", `${hours.from}-${hours.to}`, "from < to, both 0 to 23");
}

function streamingFaults({ streaming, safety, network }: Environment, want: Want): void {
  const { kind } = streaming;
  const guarded = safety === "protected";
  want(!(guarded && kind === "embedded"), "streaming.kind", kind, "brokers: one machine's bus protects nothing");
  want(
    !(guarded && kind === "kraft-on-fargate"),
    "streaming.kind",
    kind,
    "MSK: a node on ephemeral disk forgets what it held",
  );
  if (streaming.kind !== "msk-provisioned") return;
  const { brokersPerZone, transport } = streaming;
  want(brokersPerZone >= 1, "streaming.brokersPerZone", brokersPerZone, ">= 1");
  const brokers = brokersPerZone * network.zones;
  want(!guarded || brokers >= 3, "streaming.brokersPerZone", brokers, "at least 3 brokers for 3 copies of each record");
  want(!(guarded && transport === "plaintext"), "streaming.transport", transport, "tls");
}

function recoveryFaults({ recovery, region, safety }: Environment, want: Want): void {
  want(!(safety === "protected" && recovery.kind === "none"), "recovery.kind", recovery.kind, "backups or pilot-light");
  if (recovery.kind === "pilot-light")
    want(recovery.region !== region, "recovery.region", recovery.region, "another Region");
  if (recovery.kind === "none") return;
  const best = bestObjectives(recovery.kind);
  for (const objective of ["rpoMinutes", "rtoMinutes"] as const) {
    const asked = recovery.objectives[objective];
    const field = `recovery.objectives.${objective}`;
    want(asked >= best[objective], field, asked, `>= ${best[objective]}: ${recovery.kind} cannot do better`);
  }
}
