import type { Verdict } from "../../contracts/verdict.ts";
import type { Environment } from "../../environments/environment.ts";
import type { Probe } from "../probes/look.ts";

/** One question about a live environment. */
export interface Check<Seen> {
  /** `<group>.<name>`; the file is called the same with a hyphen. Part of the contract with whoever reads `--json`. */
  readonly id: `${string}.${string}`;
  /** What goes wrong for the people behind the platform when this is not fine. */
  readonly why: string;
  /** The only part that touches AWS. */
  readonly probe: Probe<Seen>;
  /** Pure. `at` is the moment of the look. Commands in `fix` are plain `cap …` or `aws …` lines. */
  readonly judge: (seen: Seen, env: Environment, at: Date) => Verdict;
  /**
   * What it looks at is as somebody set it, and no time mends it.
   * @default - it may pass by itself, so `cap up` waits for it a while
   */
  readonly setting?: true;
}

/** A check whose `Seen` has been settled: what a list of different checks holds. */
export interface AnyCheck {
  readonly id: Check<unknown>["id"];
  readonly why: string;
  /** As in {@link Check}. */
  readonly setting?: true;
  /** Looks and judges; rejects when it could not look. */
  readonly run: (...args: Parameters<Probe<unknown>>) => Promise<Verdict>;
}

/** Keeps the type of what the probe sees between probe and judge. */
export const defineCheck = <Seen>(check: Check<Seen>): Check<Seen> => check;

/** A check as a list holds it. */
export const anyCheck = <Seen>(check: Check<Seen>): AnyCheck => ({
  id: check.id,
  why: check.why,
  ...(check.setting === undefined ? {} : { setting: check.setting }),
  run: async (look) => check.judge(await check.probe(look), look.env, look.at),
});
