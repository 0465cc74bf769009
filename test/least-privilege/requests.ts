import ts from "classic-typescript";
import { type Code, placeOf, within } from "./code.ts";
import { type Origin, Origins } from "./origins.ts";
import { askedBy, handsOn, type PortMethod, receiverOf } from "./ports.ts";

/** One call of a port method. */
export interface Request {
  readonly method: PortMethod;
  /** What the port was opened with, and what it was called with. */
  readonly origins: ReadonlySet<Origin>;
  /** `services/collect/sweep.ts:54`. */
  readonly place: string;
}

/** What a service or function asks of its ports, wherever in the code that it loads. */
export function requestsOf(code: Code, entry: string): readonly Request[] {
  const { checker } = code;
  const files = code.loadedBy(entry);
  const origins = new Origins(checker, files);
  return files.flatMap((file) =>
    within(file)
      .filter(ts.isCallExpression)
      .flatMap((call): Request[] => {
        const method = askedBy(checker, call);
        const receiver = receiverOf(call);
        if (method === undefined || receiver === undefined || handsOn(call, method)) return [];
        const from = [receiver, ...call.arguments].flatMap((part) => [...origins.of(part)]);
        return [{ method, origins: new Set(from), place: placeOf(call) }];
      }),
  );
}
