/** One wrong field of what a caller handed in, in the caller's own field names. */
export interface Fault {
  /** Path of the field, dots between levels: `network.privateSubnetIds`. */
  readonly field: string;
  /** The value seen. */
  readonly got: unknown;
  /** What would have been right, in words. */
  readonly want: string;
}

/** Process exit codes; a contract with CI. When findings (2) and blind spots (3) meet, 2 wins and the JSON says `complete: false`. */
export const exitCode = {
  ok: 0,
  toolError: 1,
  findings: 2,
  couldNotLook: 3,
  refused: 4,
  rolledBack: 5,
  bug: 70,
  interrupted: 130,
} as const;
/** One of the values of {@link exitCode}. */
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** Options of an {@link OperatorError} beyond its text. */
export interface OperatorErrorOptions extends ErrorOptions {
  /** How the process ends if nobody handles the error. @default - 1, tool error. */
  readonly exit?: ExitCode;
}

/**
 * Something the operator can mend: shown without a stack. The message says what happened, the value seen and what still
 * holds; the next steps are commands or short sentences.
 */
export class OperatorError extends Error {
  readonly code: `CAP_${string}`;
  readonly nextSteps: readonly string[];
  readonly exit: ExitCode;
  constructor(
    code: `CAP_${string}`,
    message: string,
    nextSteps: readonly string[],
    options: OperatorErrorOptions = {},
  ) {
    super(message, options);
    this.name = "OperatorError";
    this.code = code;
    this.nextSteps = nextSteps;
    this.exit = options.exit ?? exitCode.toolError;
  }
}

/** Our own mistake: shown with its stack, exit code 70. */
export class BugError extends Error {
  override readonly name = "BugError";
}

/** Whether trying again can help: at once, only after state was read anew, or never. */
export type Retry = "now" | "after-refresh" | "never";

/** Throws one OperatorError that lists every fault; does nothing when there is none. */
export function assertValid(what: string, faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  const lines = faults.map((f) => `  ${f.field}: got ${JSON.stringify(f.got) ?? "nothing"}, want ${f.want}`);
  throw new OperatorError("CAP_INVALID", `${what} is not valid\n${lines.join("\n")}`, [
    "correct the fields above; nothing was changed",
  ]);
}
