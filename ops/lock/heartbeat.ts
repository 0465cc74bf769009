import { type Objects, ObjectsError } from "../../adapters/objects/port.ts";
import { OperatorError } from "../../contracts/errors.ts";
import { names } from "../../contracts/names.ts";
import type { Environment } from "../../environments/environment.ts";
import type { Clock } from "../clock.ts";
import { type LockHolder, readLock, type SeenLock } from "./holder.ts";
import { beatMs, silentMs } from "./judge.ts";
import { holderInWords, whoHoldsIt } from "./text.ts";

/** Between two tries of a heartbeat that the store did not take, milliseconds. */
const againMs = 5_000;

/** A lock as it was taken. */
export interface Beating {
  readonly objects: Objects;
  readonly env: Environment;
  readonly holder: LockHolder;
  /** Of the object as it was written. */
  readonly etag: string;
  readonly clock: Clock;
}

type Outcome = "written" | "taken" | "failed" | "late";

/** A holder's lock as bytes. */
export const encodeLock = (holder: LockHolder): Uint8Array => new TextEncoder().encode(`${JSON.stringify(holder)}\n`);

/**
 * Writes a lock again and again, on the condition that it is still the one written last. `lost` is aborted, with an
 * OperatorError CAP_LOCK_LOST as its reason, when the lock is in other hands or could not be written for two minutes:
 * by then somebody else may take it, so whatever it guards has to stop.
 */
export class Heartbeat {
  readonly #o: Beating;
  readonly #lost = new AbortController();
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;
  #etag: string;
  /** When the last write that was taken began. */
  #writtenAt: number;
  #fault = "";
  #now: SeenLock | undefined;

  constructor(o: Beating) {
    this.#o = o;
    this.#etag = o.etag;
    this.#writtenAt = o.clock.now().getTime();
    this.#running = this.#run();
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Ends the heartbeat. The tag of what was written last; undefined when the lock is in other hands. */
  async stop(): Promise<string | undefined> {
    this.#stop.abort();
    await this.#running;
    return this.#now === undefined ? this.#etag : undefined;
  }

  async #run(): Promise<void> {
    let pauseMs = beatMs;
    for (;;) {
      await this.#o.clock.sleep(Math.min(pauseMs, this.#left()), this.#stop.signal);
      if (this.#stop.signal.aborted) return;
      // The whole machine slept: a write that is taken all the same proves that nobody had the lock meanwhile.
      const slept = this.#left() <= 0 && pauseMs === beatMs;
      const outcome = await this.#beatWithin(slept ? againMs : this.#left());
      if (outcome === "taken") return this.#lose("it is in other hands", this.#now);
      if (outcome === "late") return this.#lose(`it could not be written for ${silentMs / 1_000} s${this.#fault}`);
      pauseMs = outcome === "written" ? beatMs : againMs;
    }
  }

  /** Until others may take the lock, milliseconds. */
  #left(): number {
    return this.#writtenAt + silentMs - this.#o.clock.now().getTime();
  }

  /** A write that gets no answer is not waited for longer than the lock holds. */
  async #beatWithin(limitMs: number): Promise<Outcome> {
    if (limitMs <= 0) return "late";
    const answered = new AbortController();
    const late = this.#o.clock.sleep(limitMs, answered.signal).then((): Outcome => "late");
    const outcome = await Promise.race([this.#beat(), late]);
    answered.abort();
    return outcome;
  }

  async #beat(): Promise<Outcome> {
    const { objects, env, holder, clock } = this.#o;
    const now = clock.now();
    const body = encodeLock({ ...holder, beat: now.toISOString() });
    try {
      const { etag } = await objects.put(names.lockKey(env), body, { ifMatch: this.#etag });
      this.#etag = etag;
      this.#writtenAt = now.getTime();
      return "written";
    } catch (error) {
      if (error instanceof ObjectsError && error.code === "changed") return await this.#whose(now);
      return this.#failed(error);
    }
  }

  /** The lock is another than it was: one of ours whose answer was lost, or somebody else's, or none. */
  async #whose(wroteAt: Date): Promise<Outcome> {
    try {
      const seen = await readLock(this.#o.objects, this.#o.env);
      if (seen?.holder?.id !== this.#o.holder.id) return this.#taken(seen);
      this.#etag = seen.etag;
      this.#writtenAt = wroteAt.getTime();
      return "written";
    } catch (error) {
      return this.#failed(error);
    }
  }

  #taken(seen: SeenLock | undefined): Outcome {
    this.#now = seen ?? { holder: undefined, etag: "", beatAt: this.#o.clock.now() };
    return "taken";
  }

  #failed(error: unknown): Outcome {
    this.#fault = `: ${error instanceof Error ? error.message : String(error)}`;
    return "failed";
  }

  #lose(why: string, now?: SeenLock): void {
    const { env, holder } = this.#o;
    const whose = now?.etag ? `: ${holderInWords(now.holder)}` : "";
    this.#lost.abort(
      new OperatorError(
        "CAP_LOCK_LOST",
        `${holder.operation} has lost the lock of ${env.name}, ${why}${whose}; it was stopped where it was, and what it had done by then stays`,
        whoHoldsIt(env),
      ),
    );
  }
}
