import { exitCode, OperatorError } from "../contracts/errors.ts";

/** A question that inquirer has put. */
type Asking<T> = Promise<T> & { readonly ui: { close(): void } };

/**
 * The answer to a question. An OperatorError `CAP_INTERRUPTED` (exit 130) when there is none: Ctrl-C at the question, or
 * the command was told to stop.
 *
 * @param holds the message then: what was not done
 */
export async function answerTo<T>(asking: Asking<T>, holds: string, signal?: AbortSignal): Promise<T> {
  const close = (): void => asking.ui.close();
  signal?.addEventListener("abort", close, { once: true });
  try {
    return await asking;
  } catch (cause) {
    const left = cause instanceof Error && /^(Exit|Abort)PromptError$/.test(cause.name);
    if (!left && signal?.aborted !== true) throw cause;
    throw new OperatorError("CAP_INTERRUPTED", holds, [], { exit: exitCode.interrupted, cause });
  } finally {
    signal?.removeEventListener("abort", close);
  }
}
