import type { Step } from "../report/steps.ts";

/** How long each part of something took. */
export interface PhaseTimes {
  readonly phases: readonly { readonly name: string; readonly seconds: number }[];
  readonly seconds: number;
}

const inSeconds = (ms: number): number => Math.round(ms / 100) / 10;

/** Measures phases that follow one another: each lasts until the next begins, whatever runs below it. */
export class Phases {
  readonly #began: { readonly name: string; readonly at: number }[] = [];

  begin(name: string): void {
    this.#began.push({ name, at: performance.now() });
  }

  /** The same step, measured. */
  timed(step: Step): Step {
    return {
      ...step,
      run: (say) => {
        this.begin(step.title);
        return step.run(say);
      },
    };
  }

  end(): PhaseTimes {
    const now = performance.now();
    const phases = this.#began.map(({ name, at }, i) => ({
      name,
      seconds: inSeconds((this.#began[i + 1]?.at ?? now) - at),
    }));
    return { phases, seconds: inSeconds(now - (this.#began[0]?.at ?? now)) };
  }
}
