import { findErrorBy } from "@platformatic/kafka";
import type { Retry } from "../../contracts/errors.ts";
import { BusError } from "./port.ts";

/** Kafka's own name of a fault (`MESSAGE_TOO_LARGE`), anywhere inside what the client threw. */
export const isKafka = (error: unknown, name: string): boolean =>
  error instanceof Error && findErrorBy(error, "apiId", name) !== null;

function retryOf(error: Error): Retry {
  if (isKafka(error, "UNKNOWN_TOPIC_OR_PARTITION")) return "after-refresh";
  if (findErrorBy(error, "needsRejoin", true) !== null) return "after-refresh";
  if (findErrorBy(error, "canRetry", true) !== null) return "now";
  const transient = ["PLT_KFK_NETWORK", "PLT_KFK_TIMEOUT"].some((code) => findErrorBy(error, "code", code) !== null);
  return transient ? "now" : "never";
}

/** Every message inside nested client errors, once. */
function messagesOf(error: Error): string {
  const inner = error instanceof AggregateError ? error.errors : [error.cause];
  const messages = [error.message, ...inner.filter((e) => e instanceof Error).map(messagesOf)];
  return [...new Set(messages.join(" < ").split(" < "))].join(" < ");
}

/** What the Kafka client threw, as a BusError that says what was being done. */
export function kafkaFault(doing: string, error: unknown): BusError {
  if (error instanceof BusError) return error;
  const e = error instanceof Error ? error : new Error(String(error));
  return new BusError(`cannot ${doing}: ${messagesOf(e)}`, retryOf(e), { cause: error });
}

/** Runs one request; what it throws becomes a BusError. */
export async function kafkaCall<T>(doing: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw kafkaFault(doing, error);
  }
}
