import type { CostProfile } from "../contracts/cost.ts";
import { tables } from "../contracts/tables.ts";
import { accounts } from "../environments/accounts.ts";
import type { Environment } from "../environments/environment.ts";
import { apiCost } from "../modules/api/cost.ts";
import { auditCost } from "../modules/audit/cost.ts";
import { bootstrapCost } from "../modules/bootstrap/cost.ts";
import { computeCost } from "../modules/compute/cost.ts";
import { deliveryCost } from "../modules/delivery/cost.ts";
import { functionsCost } from "../modules/functions/cost.ts";
import { insightCost } from "../modules/insight/cost.ts";
import { keysCost } from "../modules/keys/cost.ts";
import { lakeCost } from "../modules/lake/cost.ts";
import { messagingCost } from "../modules/messaging/cost.ts";
import { networkCost } from "../modules/network/cost.ts";
import { pagingDomains } from "../modules/observability/alarm.ts";
import { alarmMetrics } from "../modules/observability/alarm-metrics.ts";
import { observabilityCost } from "../modules/observability/cost.ts";
import { recoveryCost } from "../modules/recovery/cost.ts";
import { secretsCost } from "../modules/secrets/cost.ts";
import { streamingCost } from "../modules/streaming/cost.ts";
import { tablesCost } from "../modules/tables/cost.ts";
import { otherRegions, regionsOf, residents } from "./places.ts";

/** A month of a small installation, about ten million events, for which costs of use are stated. */
const month = { requests: 1_000_000, messages: 20_000, logGb: 3, tablesGb: 1 };

/** Calls that change or read something of an account, a month. */
const managementMillions = 0.3;

/** Every five minutes. */
const measurements = 12 * 730;

/** What each part of an environment costs a month, with its share of the account that it lives in. */
export function costOf(e: Environment): Record<string, CostProfile> {
  const { kind } = e.recovery;
  const copied = kind === "pilot-light";
  const guarded = e.safety === "protected";
  return {
    keys: keysCost(copied),
    secrets: secretsCost({ copied }),
    network: networkCost(e.network),
    messaging: messagingCost({ consumers: e.services.collect.tasks, messagesPerMonth: month.messages }),
    streaming: streamingCost({ streaming: e.streaming, zones: e.network.zones, hours: e.hours }),
    lake: lakeCost({
      jobs: e.lake.jobs,
      requestMetrics: guarded,
      copied,
      ownTrailMillions: e.sources.cloudtrail.kind === "own" ? managementMillions : 0,
    }),
    tables: tablesCost({ contracts: tables, capacity: e.tables, copied }),
    compute: computeCost({ ...e, containerInsights: e.observability.containerInsights, zones: e.network.zones }),
    functions: functionsCost([{ name: "freshness", callsPerMonth: measurements, seconds: 2 }]),
    api: apiCost({ api: e.api, requestsPerMonth: month.requests }),
    insight: insightCost(e.insight),
    observability: observabilityCost({
      alarmMetrics: alarmMetrics(e),
      pages: guarded ? pagingDomains.length : 0,
      dashboards: guarded ? 3 : 1,
      // Freshness; an error count or a deployment is billed for the hours in which there is one.
      metrics: 1,
      logGb: month.logGb,
      tracedMillions: (e.observability.traced * month.requests) / 1e6,
      retentionDays: e.logs.retentionDays,
      allowance: 1 / neighbours(e),
    }),
    recovery: recoveryCost({ kind, safety: e.safety, tablesGb: month.tablesGb }),
    delivery: deliveryCost(e.releases),
    ...shared(e),
  };
}

/** How many environments share the account, this one included. */
function neighbours(e: Environment): number {
  const account = accounts[e.account];
  return account === undefined ? 1 : residents(account).filter((other) => other.region === account.region).length;
}

/** What guards the account, divided among the environments in it; nobody's where there is no account. */
function shared(e: Environment): Record<string, CostProfile> {
  const account = accounts[e.account];
  if (account === undefined) return {};
  const all = neighbours(e);
  const share = (profile: CostProfile): CostProfile =>
    profile.map((line) => ({
      ...line,
      item: all === 1 ? line.item : `${line.item}, a share of 1 in ${all}`,
      quantity: line.quantity / all,
    }));
  const watched = {
    managementMillions,
    objectMillions: 0.5,
    configItems: 1_000,
    evaluationsPerRule: 200,
    flowGb: 2,
    otherRegions: otherRegions(account).length,
  };
  return { bootstrap: share(bootstrapCost(regionsOf(account).length)), audit: share(auditCost(watched)) };
}
