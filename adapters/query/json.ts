import type { Value } from "./port.ts";

/** JSON that an engine wrote; whole numbers beyond 2^53 as strings. Throws SyntaxError for any other text. */
export const parsedJson = (text: string): Value => JSON.parse(text, exact);

// What an engine writes as a whole number is one: JavaScript would round it without a word.
function exact(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  const rounded = typeof value === "number" && !Number.isSafeInteger(value) && source !== undefined;
  return rounded && /^-?\d+$/.test(source) ? source : value;
}
