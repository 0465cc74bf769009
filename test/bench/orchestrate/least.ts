import { basename } from "node:path";
import type { StateFolder } from "../../../ops/terraform/terraform.ts";
import type { SeenProcess } from "../process-tree.ts";

/** How long Terraform worked on one state, seconds. */
export interface StateTime {
  readonly state: string;
  /** Planned, shown and applied: those that read from it wait for this. */
  readonly applied: number;
  /** The last look, beside which the others go on. */
  readonly looked: number;
}

/** What takes part in an apply; `init` and the question for Terraform's version are no part of a state's time. */
const verbs = ["plan", "show", "apply"];

/** The time of each state, by the processes of Terraform that ran in its folder; up to the first apply, and after it. */
export function timesOf(processes: readonly SeenProcess[], states: readonly StateFolder[]): readonly StateTime[] {
  return states.map(({ name, dir }) => {
    const runs = processes
      .filter((p) => p.cwd === dir && basename(p.argv[0] ?? "") === "terraform" && verbs.includes(p.argv[1] ?? ""))
      .sort((a, b) => a.from - b.from);
    const first = runs.findIndex((run) => run.argv[1] === "apply");
    return { state: name, applied: seconds(runs.slice(0, first + 1)), looked: seconds(runs.slice(first + 1)) };
  });
}

const seconds = (runs: readonly SeenProcess[]): number => runs.reduce((all, { from, to }) => all + to - from, 0) / 1000;

/** What no order of these states can go below, seconds. */
export interface Least {
  /** The longest chain of states that read from each other, with the last look at its end. */
  readonly path: number;
  /** All of the work, shared by the slots. */
  readonly shared: number;
}

/**
 * The two lower bounds of an apply: Graham, "Bounds on multiprocessing timing anomalies" (1969).
 *
 * @param slots states that are worked on at the same time
 */
export function leastSeconds(
  times: readonly StateTime[],
  states: readonly Pick<StateFolder, "name" | "dependsOn">[],
  slots: number,
): Least {
  const timeOf = (name: string): StateTime =>
    times.find((t) => t.state === name) ?? { state: name, applied: 0, looked: 0 };
  const appliedAt = (name: string): number => {
    const above = states.find((s) => s.name === name)?.dependsOn ?? [];
    return timeOf(name).applied + Math.max(0, ...above.map(appliedAt));
  };
  const ends = states.map(({ name }) => appliedAt(name) + timeOf(name).looked);
  const all = times.reduce((total, t) => total + t.applied + t.looked, 0);
  return { path: Math.max(0, ...ends), shared: all / slots };
}
