import { awsFault } from "../../adapters/aws/fault.ts";
import type { Verdict } from "../../contracts/verdict.ts";
import type { Environment } from "../../environments/environment.ts";
import type { AnyCheck } from "../checks/check.ts";
import { checks } from "../checks/index.ts";
import { emulatedEndpoint } from "../endpoint.ts";
import { isEmulated } from "../environment.ts";
import { environmentHome } from "../home.ts";
import { assertCredentials } from "../probes/credentials.ts";
import { type Look, NotTold, openLook } from "../probes/look.ts";
import { readMemory, remember, withMemory, writeMemory } from "./memory.ts";
import { type CheckResult, type HealthReport, reportOf } from "./report.ts";
import { selectChecks } from "./select.ts";

/** Options of {@link runChecks}. */
export interface HealthOptions {
  /** Ids of checks or of groups. @default - every check. */
  readonly only?: readonly string[];
  /** Folder of the environment on this machine. @default - where `cap up` keeps it. */
  readonly home?: string;
  /** Whether the emulated AWS stands in for AWS. @default - as for a command without flags. */
  readonly emulated?: boolean;
  /** Ends the look: whatever has not answered is then unknown. */
  readonly signal?: AbortSignal;
}

/** A check that has not answered after this is unknown, milliseconds. */
const checkMs = 10_000;

/**
 * Looks at a live environment with every check at once. OperatorError when an id fits no check, or when the emulated
 * AWS of the environment does not run; whatever goes wrong inside a check makes that check unknown and no more.
 */
export async function runChecks(env: Environment, options: HealthOptions = {}): Promise<HealthReport> {
  const began = performance.now();
  const chosen = selectChecks(checks, options.only, env);
  const emulated = options.emulated ?? isEmulated(env, {});
  const endpoint = emulated ? await emulatedEndpoint(env) : undefined;
  const home = options.home ?? environmentHome(env);
  const look = openLook({ env, home, ...(endpoint === undefined ? {} : { endpoint }) });
  const at = look.at.toISOString();
  try {
    await assertCredentials(look);
    const memory = await readMemory(home);
    const results = await Promise.all(chosen.map((check) => runCheck(check, look, options.signal)));
    await writeMemory(home, remember(memory, results, at));
    const told = results.map((result) => withMemory(result, memory, at));
    return reportOf(told, { environment: env.name, at, ms: Math.round(performance.now() - began) });
  } finally {
    look.close();
  }
}

/** One check: its verdict, or why there is none. Never rejects. */
export async function runCheck(check: AnyCheck, look: Look, signal?: AbortSignal): Promise<CheckResult> {
  const began = performance.now();
  const limit = deadline(signal);
  let verdict: Verdict;
  try {
    verdict = await Promise.race([check.run(look), limit.passed]);
  } catch (error) {
    verdict = { state: "unknown", because: reasonOf(error) };
  } finally {
    limit.cancel();
  }
  const { id, why } = check;
  const group = id.split(".")[0] ?? id;
  return { id, group, why, ...pasteable(verdict, look), ms: Math.round(performance.now() - began) };
}

function deadline(signal: AbortSignal | undefined): { readonly passed: Promise<Verdict>; cancel(): void } {
  const { promise, resolve } = Promise.withResolvers<Verdict>();
  const late = (): void => resolve({ state: "unknown", because: `no answer within ${checkMs / 1000} s` });
  const stopped = (): void => resolve({ state: "unknown", because: "the look was interrupted" });
  const timer = setTimeout(late, checkMs);
  signal?.addEventListener("abort", stopped, { once: true });
  if (signal?.aborted === true) stopped();
  const cancel = (): void => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stopped);
  };
  return { passed: promise, cancel };
}

/** One line for a person; AWS's own words where AWS spoke. */
function reasonOf(error: unknown): string {
  if (error instanceof NotTold) return error.message;
  const { kind, message } = awsFault(error);
  return (kind === "denied" ? `access denied: ${message}` : message).replace(/\s+/g, " ");
}

/** An `aws` line works on the emulated AWS as well when it is told where that is. */
function pasteable(verdict: Verdict, { endpoint, env }: Look): Verdict {
  if (verdict.state !== "fail" || endpoint === undefined || !verdict.fix.startsWith("aws ")) return verdict;
  const there = `AWS_ACCESS_KEY_ID=${env.account} AWS_SECRET_ACCESS_KEY=emulated aws --region ${env.region} --endpoint-url ${endpoint}`;
  return { ...verdict, fix: verdict.fix.replace(/^aws/, there) };
}
