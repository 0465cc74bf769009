import { setTimeout as sleep } from "node:timers/promises";
import { awsFault } from "../../adapters/aws/fault.ts";
import { exitCode, OperatorError } from "../../contracts/errors.ts";
import type { RuntimeManifest } from "../../contracts/manifest.ts";
import type { Environment } from "../../environments/environment.ts";
import { targets } from "../probes/balancer.ts";
import { type Look, type LookOptions, openLook, type Probe } from "../probes/look.ts";
import { runtime } from "../probes/manifest.ts";
import { services } from "../probes/services.ts";
import { patiently } from "../process/patience.ts";
import { again } from "../report/again.ts";

const lookEveryMs = 500;
const servicesLimitMs = 120_000;
/** An emulated AWS that ended is back by then. */
const backLimitMs = 60_000;

/** What the runtime stack tells. Waits for an emulated AWS that is being started again. */
export const readRuntime = (at: () => LookOptions, signal: AbortSignal): Promise<RuntimeManifest> =>
  lookPatiently(at, signal, runtime);

/** Looks once, or again where the look failed by something that passes; every time at where it is then. */
const lookPatiently = <Seen>(at: () => LookOptions, signal: AbortSignal, read: Probe<Seen>): Promise<Seen> =>
  patiently(
    async () => {
      const look = openLook(at());
      try {
        return await read(look);
      } catch (error) {
        throw withRetry(error);
      } finally {
        look.close();
      }
    },
    backLimitMs,
    signal,
  );

/** A fault of the AWS SDK says whether trying again can help; anything else is passed on as it is. */
function withRetry(error: unknown): unknown {
  if (!(error instanceof Error && "$metadata" in error)) return error;
  const { message, retry } = awsFault(error);
  return Object.assign(new Error(message, { cause: error }), { retry });
}

/**
 * Waits until every service runs as many tasks as it should and every target of the load balancer takes traffic.
 *
 * @returns how many tasks run
 */
export async function servicesReady(
  at: () => LookOptions,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<{ readonly services: number; readonly tasks: number }> {
  const until = Date.now() + servicesLimitMs;
  for (;;) {
    const seen = await lookPatiently(at, signal, lookAtServices);
    if (seen.rolledBack.length > 0) throw rolledBack(at().env, seen.rolledBack);
    if (seen.waiting.length === 0) return seen;
    say(seen.waiting.join(", "));
    if (Date.now() > until)
      throw new OperatorError(
        "CAP_SERVICES",
        `after ${servicesLimitMs / 1000} s there still wait: ${seen.waiting.join(", ")}; everything is applied and stays`,
        [again("health", { env: at().env, emulated: true }), "the same command goes on from here"],
      );
    await sleep(lookEveryMs, undefined, { signal });
  }
}

interface Seen {
  readonly services: number;
  readonly tasks: number;
  /** One line per service that is not ready. */
  readonly waiting: readonly string[];
  /** One line per service whose new revision did not come up. */
  readonly rolledBack: readonly string[];
}

const rolledBack = (env: Environment, what: readonly string[]): OperatorError =>
  new OperatorError(
    "CAP_ROLLED_BACK",
    `${what.join(", ")}; the revision before runs and takes the traffic`,
    [again("health", { env, emulated: true }, "--only services"), "docs/runbooks/deployment-failed.md"],
    { exit: exitCode.rolledBack },
  );

async function lookAtServices(look: Look): Promise<Seen> {
  const [running, behind] = await Promise.all([services(look), targets(look)]);
  const started = running.filter(
    (s) => s.status !== "ACTIVE" || s.running < s.desired || s.deployment?.state === "IN_PROGRESS",
  );
  const unhealthy = behind.filter((t) => t.healthy === 0);
  return {
    services: running.length,
    tasks: running.reduce((n, s) => n + s.running, 0),
    waiting: [
      ...started.map((s) => `${s.name} runs ${s.running} of ${s.desired} tasks`),
      ...unhealthy.map((t) => `${t.service} takes no traffic yet`),
    ],
    rolledBack: running
      .filter((s) => s.rolledBackFrom !== undefined)
      .map((s) => `${s.name}: ${s.rolledBackFrom} did not start and was rolled back`),
  };
}
