import pc from "picocolors";
import { type ExitCode, exitCode, OperatorError } from "../../contracts/errors.ts";
import { plain, program } from "./called.ts";

/** How an error looks to a program. */
interface ErrorDocument {
  readonly error: { readonly code: string; readonly message: string; readonly nextSteps: readonly string[] };
}

/**
 * Shows an error and says how the process ends: an operator's mistake without a stack, a Ctrl-C as what it is, a fault of
 * a port (bus, objects, store, query) as a tool error, anything else as our bug with its stack. With `json` the document goes to stdout.
 */
export function showError(error: unknown, json: boolean): ExitCode {
  const { document, exit, stack } = describe(error);
  if (json) process.stdout.write(`${JSON.stringify(document)}\n`);
  const { message, nextSteps } = document.error;
  process.stderr.write(`${pc.red("✖")} ${message}\n`);
  for (const step of nextSteps) process.stderr.write(`  ${pc.dim("→")} ${step}\n`);
  if (stack !== undefined) process.stderr.write(`${pc.dim(stack)}\n`);
  return exit;
}

/** What knows nothing of commands, an environment's name for one, says `cap env list`; here it is spelt as CAP was called. */
const asCalled = (step: string): string => step.replace(/^cap (?=[a-z])/, `${program()} `);

function describe(error: unknown): { document: ErrorDocument; exit: ExitCode; stack?: string } {
  if (error instanceof OperatorError) {
    const { code, message, exit } = error;
    return { document: { error: { code, message, nextSteps: error.nextSteps.map(asCalled) } }, exit };
  }
  if (isInterruption(error)) {
    const document = { error: { code: "CAP_INTERRUPTED", message: "interrupted", nextSteps: [] } };
    return { document, exit: exitCode.interrupted };
  }
  if (isPortFault(error)) {
    const again = error.retry === "never" ? [] : ["run the same command again; it is safe to repeat"];
    return {
      document: { error: { code: "CAP_PORT", message: error.message, nextSteps: [...again, plain("doctor")] } },
      exit: exitCode.toolError,
    };
  }
  const bug = error instanceof Error ? error : new Error(String(error));
  const nextSteps = ["this is a mistake in CAP: please report it with the lines below"];
  return {
    document: { error: { code: "CAP_BUG", message: bug.message, nextSteps } },
    exit: exitCode.bug,
    stack: bug.stack ?? String(bug),
  };
}

/**
 * Whether it is what everything ends with that was asked to stop, by somebody or because the lock that it worked under was
 * lost, and nothing that went wrong in it.
 */
export const isInterruption = (error: unknown): boolean =>
  error instanceof Error && (error.name === "AbortError" || isLockLost(error));

/** Whether it is what everything ends with that worked under a lock of an environment when that was lost. */
export const isLockLost = (error: unknown): error is OperatorError =>
  error instanceof OperatorError && error.code === "CAP_LOCK_LOST";

/** The errors of the ports carry the fact whether a retry helps; nothing else does. */
const isPortFault = (error: unknown): error is Error & { retry: string } =>
  error instanceof Error && "retry" in error && typeof error.retry === "string";
