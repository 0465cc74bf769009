import { setTimeout as sleep } from "node:timers/promises";
import { awsFault } from "../../../adapters/aws/fault.ts";
import type { Blind } from "../../drift/finding.ts";
import type { Look } from "../look.ts";

/** What came of a question to AWS: the answer, or why there is none. */
export type Attempt<T> = { readonly answer: T } | { readonly blind: Blind };

/** What is asked, and for how long. */
export interface Question<T> {
  /** The calls it makes, as IAM spells them. */
  readonly calls: readonly string[];
  /** Longest wait, milliseconds. */
  readonly limitMs: number;
  ask(look: Look): Promise<T>;
}

/** Waits before the next try while AWS asks for fewer calls, milliseconds; beside those of the SDK within one call. */
const pausesMs = [2_000];

/** Asks; whatever goes wrong is a line for the report. Never rejects. */
export async function attempt<T>(look: Look, { calls, limitMs, ask }: Question<T>): Promise<Attempt<T>> {
  const limit = AbortSignal.timeout(limitMs);
  const signal = AbortSignal.any([limit, ...(look.signal === undefined ? [] : [look.signal])]);
  try {
    return { answer: await Promise.race([patiently(look, signal, ask), endOf(signal)]) };
  } catch (error) {
    const late = limit.aborted && look.signal?.aborted !== true;
    return {
      blind: { what: calls.join(", "), because: late ? `no answer within ${limitMs / 1000} s` : reasonOf(error) },
    };
  }
}

async function patiently<T>(look: Look, signal: AbortSignal, ask: (look: Look) => Promise<T>): Promise<T> {
  let asked = look;
  for (const pause of pausesMs) {
    try {
      return await ask(asked);
    } catch (error) {
      if (awsFault(error).kind !== "throttled") throw error;
      await sleep(pause, undefined, { signal });
      // Another look of the same clients: probes remember what failed as well.
      asked = { ...look };
    }
  }
  return await ask(asked);
}

function endOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = (): void => reject(new Error("the look was interrupted"));
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });
}

/** One line for a person; AWS's own words where AWS spoke. */
export function reasonOf(error: unknown): string {
  const { kind, message } = awsFault(error);
  const said = message.replace(/\s+/g, " ").replace(/^Error: /, "");
  if (kind === "denied") return `access denied: ${said}`;
  return kind === "throttled" ? `throttled: ${said}` : said;
}
