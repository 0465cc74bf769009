import { OperatorError } from "../contracts/errors.ts";

/** The whole number in a flag's value; an OperatorError that names the flag, the value and the range when it is none. */
export function wholeNumber(
  flag: string,
  value: unknown,
  range: { readonly min: number; readonly max: number },
): number {
  const n = Number(value);
  if (typeof value === "string" && /^\d+$/.test(value) && n >= range.min && n <= range.max) return n;
  throw new OperatorError(
    "CAP_BAD_FLAG",
    `${flag} is "${String(value)}"; want a whole number from ${range.min} to ${range.max}`,
    [`give ${flag} a number in that range`],
  );
}

/** One of the words that a flag takes; an OperatorError that names the flag, the value and the words when it is none. */
export function oneOf<const Word extends string>(flag: string, value: unknown, words: readonly Word[]): Word {
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  throw new OperatorError("CAP_BAD_FLAG", `${flag} is "${String(value)}"; want one of ${words.join(", ")}`, [
    `give ${flag} one of them`,
  ]);
}
