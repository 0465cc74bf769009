import pc from "picocolors";
import type { Environment } from "../../environments/environment.ts";
import type { AppliedState } from "../apply/all-states.ts";
import { count, someOf } from "../checks/wording.ts";
import type { HealthReport } from "../health/report.ts";
import { again } from "../report/again.ts";
import { table } from "../report/table.ts";
import type { EventCounts } from "./ingest/outcomes.ts";

/** Where a person finds the environment. */
export interface Urls {
  /** The page, through the load balancer. */
  readonly console: string;
  readonly api: string;
  readonly docs: string;
  /** The emulated AWS: AWS_ENDPOINT_URL of every AWS tool. */
  readonly aws: string;
}

/** What `cap up` ends with; `--json` prints it as it is. Its keys are a contract. */
export interface Summary {
  readonly environment: string;
  readonly states: readonly AppliedState[];
  /** In all states together. */
  readonly resources: number;
  /** Of the events that this run brought in. */
  readonly events: EventCounts;
  /** Files under `--events` that were left out, because their names do not end with .json or .json.gz. */
  readonly ignored: readonly string[];
  readonly health: {
    readonly verdict: HealthReport["verdict"];
    /** Ids of the checks that are not fine. */
    readonly fail: readonly string[];
    readonly unknown: readonly string[];
  };
  readonly urls: Urls;
  /** Wall time of the whole command. */
  readonly seconds: number;
}

/** URLs by the address of the emulated AWS and the name of the load balancer. */
export function urlsOf(endpoint: string, loadBalancer: string): Urls {
  const base = `${endpoint}/_alb/${loadBalancer}`;
  return { console: `${base}/`, api: `${base}/v1/events`, docs: `${base}/docs`, aws: endpoint };
}

/** Health as the summary tells it. */
export const healthSummary = ({ verdict, checks }: HealthReport): Summary["health"] => ({
  verdict,
  fail: checks.filter((c) => c.state === "fail").map((c) => c.id),
  unknown: checks.filter((c) => c.state === "unknown").map((c) => c.id),
});

/** What answers when a summary is read. */
export type Reach =
  | { readonly kind: "stopped" }
  /** With a token the page's address opens it without a question. It stands after the `#`, which browsers keep to themselves. */
  | { readonly kind: "running"; readonly token?: string };

/** The summary for people. A token shows only here, never in `--json`. */
export function summaryAsText(s: Summary, reach: Reach, env: Environment): string {
  const stopped = reach.kind === "stopped";
  const states = s.states.map((t) => [t.name, String(t.resources), changesOf(t), `${t.seconds.toFixed(0)} s`]);
  const { in: all, kept, dropped, deadLettered } = s.events;
  const came =
    all === 0 ? "none in this run" : `${all} in = ${kept} kept + ${dropped} dropped + ${deadLettered} dead-lettered`;
  return [
    table(["state", "resources", "this time", "took"], states),
    `resources  ${s.resources}`,
    `health     ${verdictOf(s.health)}`,
    `events     ${came}`,
    ...(s.ignored.length === 0 ? [] : [`ignored    ${count(s.ignored.length, "file")}: ${someOf(s.ignored, 5)}`]),
    ...(reach.kind === "stopped" ? [] : addresses(s, reach.token, env)),
    "",
    pc.dim("next"),
    ...nextCommands(s, stopped, env).map((line) => `  ${line}`),
  ].join("\n");
}

const addresses = ({ urls }: Summary, token: string | undefined, env: Environment): string[] => [
  "",
  `page       ${urls.console}${token === undefined ? "" : `#token=${token}`}`,
  `API        ${urls.api}`,
  `docs       ${urls.docs}`,
  `token      ${next("token", env)}`,
];

const next = (verb: string, env: Environment, rest?: string): string => again(verb, { env, emulated: true }, rest);

const changesOf = (t: AppliedState): string => {
  const counts = [`+${t.added}`, `~${t.changed}`, `-${t.destroyed}`].filter((c) => !c.endsWith("0") || c.length > 2);
  return counts.length === 0 ? "no change" : counts.join(" ");
};

function verdictOf({ verdict, fail, unknown }: Summary["health"]): string {
  if (verdict === "ok") return pc.green("ok");
  return verdict === "fail"
    ? `${pc.red("fail")}: ${someOf(fail, 5)}`
    : `${pc.yellow("unknown")}: ${someOf(unknown, 5)}`;
}

/** Three commands to try; the first is what this result asks for. */
function nextCommands({ health }: Summary, stopped: boolean, env: Environment): string[] {
  const sql = '"select api.service.name, count(*) n from silver group by 1 order by n desc limit 10"';
  const query = next("query", env, sql);
  const check = next("health", env);
  if (stopped) return [query, next("up", env), next("down", env)];
  return health.verdict === "ok" ? [query, next("tail", env), check] : [check, query, next("tail", env)];
}
