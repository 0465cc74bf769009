import type { Retry } from "../../contracts/errors.ts";
import { BusError } from "./port.ts";

interface Meaning {
  readonly text: string;
  readonly retry: Retry;
}

// SQLite's primary result codes (sqlite.org/rescode.html); extended codes carry them in the low byte.
const meanings: Readonly<Record<number, Meaning>> = {
  5: { text: "another process kept the file locked for 10 s", retry: "now" },
  6: { text: "the file is locked", retry: "now" },
  8: { text: "the file is read-only", retry: "never" },
  10: { text: "reading or writing the file failed (a full or a failing disk)", retry: "now" },
  11: { text: "the file is damaged", retry: "never" },
  13: {
    text: "the disk is full (or the bus has reached its size limit); free some space, then it goes on",
    retry: "now",
  },
  14: { text: "the file cannot be opened", retry: "never" },
  26: { text: "the file is not a database", retry: "never" },
};

/** What SQLite threw, as a BusError that says what was being done. Nothing of the transaction was written. */
export function sqliteFault(doing: string, error: unknown): BusError {
  if (error instanceof BusError) return error;
  const e = error as Error & { readonly errcode?: number };
  const meaning = meanings[(e.errcode ?? 0) & 0xff];
  const text = meaning === undefined ? e.message : `${meaning.text} [${e.message}]`;
  return new BusError(`cannot ${doing}: ${text}; nothing was written`, meaning?.retry ?? "never", { cause: error });
}
