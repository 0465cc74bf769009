import type { Slots } from "../process/slots.ts";
import { isGoverned } from "../terraform/governed.ts";
import { ignoredIn } from "../terraform/ignored.ts";
import { type Settling, settle } from "../terraform/settle.ts";
import type { StateFolder, Terraform } from "../terraform/terraform.ts";
import type { Settled } from "./outcome.ts";

/**
 * The looks at states right after their applies. Each begins beside whatever else runs; what they write is written at the
 * end, when no Terraform reads another's state: a state in a file is not replaced in one step.
 */
export class Settlings {
  readonly #tf: Terraform;
  readonly #states: readonly StateFolder[];
  readonly #room: Slots;
  readonly #begun = new Map<string, Promise<Settling>>();

  /** @param states all of the environment: what each is looked at beside */
  constructor(tf: Terraform, states: readonly StateFolder[], room: Slots) {
    this.#tf = tf;
    this.#states = states;
    this.#room = room;
  }

  begin(folder: StateFolder, onBegin: () => void): void {
    const beside = this.#states.filter((s) => s !== folder);
    const settling = this.#room(async () => {
      onBegin();
      const ignored = await ignoredIn(folder);
      const settled = await settle(this.#tf, folder, beside);
      // An autoscaler that goes on with its work is not somebody else at it.
      return { ...settled, drift: settled.drift.filter((d) => !isGoverned(d, ignored)) };
    });
    // Whoever ends it gets the error; this only keeps Node from calling it unhandled in the meantime.
    settling.catch(() => {});
    this.#begun.set(folder.name, settling);
  }

  /** Whether the saved plan in the folder of a state is that of its settling. */
  has(state: string): boolean {
    return this.#begun.has(state);
  }

  /** Writes what was explained, once nothing else runs any more. */
  async end(): Promise<readonly Settled[]> {
    return await Promise.all([...this.#begun].map(([state, settling]) => this.#write(state, settling)));
  }

  async #write(state: string, settling: Promise<Settling>): Promise<Settled> {
    try {
      const { noise, drift, write } = await settling;
      await this.#room(write);
      return { state, noise, drift };
    } catch (error) {
      return { state, noise: [], drift: [], error };
    }
  }
}

/**
 * What was found where an apply of some addresses has been. Elsewhere the state is older than the apply: what differs there
 * was so before, and a look at drift tells it.
 *
 * @param targets addresses that were applied, by state. @default - everything
 */
export const whereApplied = (
  settled: readonly Settled[],
  targets: ReadonlyMap<string, readonly string[]> | undefined,
): readonly Settled[] =>
  targets === undefined
    ? settled
    : settled.map((s) => ({
        ...s,
        drift: s.drift.filter((d) => targets.get(s.state)?.includes(d.resource.address) === true),
      }));
