/**
 * Runs work in which nobody remembers where tokens were made: for each of thousands of tokens cdktf keeps a whole stack
 * trace, a fifth of a synthesis, and shows it nowhere. Errors keep theirs, which the engine itself makes.
 */
export function withoutTokenTraces<T>(work: () => T): T {
  const capture = Error.captureStackTrace;
  Error.captureStackTrace = (target) => Object.assign(target, { stack: "" });
  try {
    return work();
  } finally {
    Error.captureStackTrace = capture;
  }
}
