import { BusError } from "../../adapters/bus/port.ts";
import type { RightsAdmin, Rule } from "../../adapters/bus/rights-port.ts";
import type { TopicAdmin } from "../../adapters/bus/topics-port.ts";
import { exitCode, OperatorError } from "../../contracts/errors.ts";
import type { Environment } from "../../environments/environment.ts";
import { count } from "../checks/wording.ts";
import { begin } from "../journal/act.ts";
import type { Journal } from "../journal/journal.ts";
import { again } from "../report/again.ts";
import { isInterruption, isLockLost } from "../report/error.ts";
import type { TopicChange, TopicPlan } from "./plan.ts";
import { type RightsPlan, runRights } from "./rights.ts";
import { runPlan } from "./run.ts";
import { changeInWords } from "./text.ts";

/** What a bus is asked and told through. */
export interface Admins {
  readonly topics: TopicAdmin;
  /** Absent where no user comes with a password. */
  readonly rights?: RightsAdmin;
}

/** Everything that is looked at before anything is changed. */
export interface Looked {
  readonly plan: TopicPlan;
  /** Of users with a password; absent where there are none, and where the bus asks nobody who comes. */
  readonly rights?: RightsPlan;
}

/** What was done to a bus. */
export interface Made {
  readonly made: readonly TopicChange[];
  /** Rules that were added; absent where no rights were looked at. */
  readonly allowed?: readonly Rule[];
}

/** Who makes changes, for what act, and until when. */
interface Making {
  readonly journal: Journal;
  readonly act: string;
  readonly note: (line: string) => void;
  /** Aborted when the command was told to stop, and when the lock was lost. */
  readonly signal: AbortSignal;
}

/**
 * Makes the changes that were looked at, with their entries in the journal. After a fault or a stop, what was made stays
 * and is told: by the error, and by a note where the lock was lost, because that is what the command ends with then.
 */
export async function makeRecorded(o: Making, admins: Admins, looked: Looked): Promise<Made> {
  const { journal, act, note, signal } = o;
  const reason = whatFor(looked);
  const begun = await begin(journal, { operation: "topics", act, reason }, note);
  const made: TopicChange[] = [];
  try {
    const done = await make(admins, looked, made, signal);
    await begun.end({ result: "ok", reason: [reason, ...whyLost(signal)].join("; ") });
    if (isLockLost(signal.reason)) note(madeInWords(looked.plan, done));
    return done;
  } catch (error) {
    const end = halfway(journal.env, looked.plan, made, error);
    const said = end instanceof Error ? end.message : String(end);
    const result = signal.aborted ? "interrupted" : "failed";
    await begun.end({ result, reason: [...whyLost(signal), said].join("; ") });
    if (isLockLost(signal.reason)) note(said);
    throw end;
  }
}

/** `2 of 3 changes made, 1 right given`. */
export const madeInWords = ({ changes }: TopicPlan, { made, allowed = [] }: Made): string =>
  `${made.length} of ${count(changes.length, "change")} made${allowed.length === 0 ? "" : `, ${count(allowed.length, "right")} given`}`;

/** Makes the changes, then gives the rights; whatever ends it, `made` has what was made. No journal is told. */
export async function make(
  { topics, rights: admin }: Admins,
  { plan, rights }: Looked,
  made: TopicChange[],
  signal: AbortSignal,
): Promise<Made> {
  await runPlan(topics, plan, (change) => {
    made.push(change);
    signal.throwIfAborted();
  });
  return admin === undefined || rights === undefined ? { made } : { made, allowed: await runRights(admin, rights) };
}

function whatFor({ plan, rights }: Looked): string {
  const changes = plan.changes.map((c) => `${c.kind} ${c.topic.name}: ${changeInWords(c)}`);
  const missing = rights?.missing.length ?? 0;
  return [...changes, ...(missing === 0 ? [] : [count(missing, "right")])].join("; ");
}

const whyLost = ({ reason }: AbortSignal): readonly string[] => (isLockLost(reason) ? [reason.message] : []);

function halfway(env: Environment, plan: TopicPlan, made: readonly TopicChange[], cause: unknown): unknown {
  const stays = `${made.length} of ${plan.changes.length} changes were made and stay`;
  const command = again("topics apply", { env });
  if (isInterruption(cause))
    return new OperatorError("CAP_INTERRUPTED", `interrupted: ${stays}`, [`what makes the rest: ${command}`], {
      exit: exitCode.interrupted,
      cause,
    });
  if (!(cause instanceof BusError)) return cause;
  const message = `${stays}, and the same command goes on from there; then: ${cause.message}`;
  return new OperatorError("CAP_TOPICS", message, [command], { cause });
}
