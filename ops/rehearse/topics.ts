import { OperatorError } from "../../contracts/errors.ts";
import type { Environment } from "../../environments/environment.ts";
import { isInterruption } from "../report/error.ts";
import { reconcileAlone } from "../topics/topics.ts";
import { needsKafka } from "../workspace/kafka.ts";

/** Brokers that start with everything else, on a machine that is slow. */
const busLimitMs = 120_000;

/** Whose topics are to be made. */
interface Rehearsed {
  readonly env: Environment;
  /** Whether the machine can run Kafka. */
  readonly kafka: boolean;
  readonly signal: AbortSignal;
}

/**
 * Topics as their contracts say, as `cap topics apply` makes them after an apply. A bus that they cannot be made on is a
 * finding of health and not the end.
 */
export async function topicsMade({ env, kafka, signal }: Rehearsed): Promise<string> {
  if (needsKafka(env) && !kafka) return "none: no brokers run on this machine";
  try {
    const { made } = await reconcileAlone({ env, emulated: true, signal, startsWithinMs: busLimitMs });
    return made.length === 0 ? "as they should be" : made.map(({ kind, topic }) => `${kind} ${topic.name}`).join(", ");
  } catch (error) {
    if (isInterruption(error) || !(error instanceof OperatorError)) throw error;
    return error.message;
  }
}
