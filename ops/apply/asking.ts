import { exitCode, OperatorError } from "../../contracts/errors.ts";
import { answerTo } from "../ask.ts";
import { again } from "../report/again.ts";
import type { BundleSummary } from "./bundle.ts";
import { plannedOf } from "./bundling.ts";
import { assertMendsOnly } from "./mending.ts";
import type { Planned } from "./plans.ts";
import { assertKeepsData } from "./protected-classes.ts";
import { type ApplyRequest, sameCommand } from "./request.ts";
import { stateLines } from "./text.ts";

/** Who agrees to what is applied. */
export interface Asking {
  /** Agrees to a bundle, or throws OperatorError (exit 4). */
  bundle(summary: BundleSummary): Promise<void>;
  /** Agrees to the plan of a state that could not be planned before, or throws OperatorError (exit 4). */
  state(planned: Planned): Promise<void>;
}

/**
 * A bundle in a file was agreed to by whoever hands it in. Everything else is shown and asked for; a protected environment
 * by its name. Where nobody can be asked, `--yes` agrees to what is shown, and `--accept-unknown` to what cannot be shown
 * yet.
 */
export function asked(o: ApplyRequest): Asking {
  const { env, out, yes, acceptUnknown, file, signal } = o;
  const bundle = async ({ id }: BundleSummary): Promise<void> => {
    if (file !== undefined || yes) return;
    if (!out.interactive)
      throw nobodyToAsk(`the plan of ${env.name} has to be agreed to, and nobody can be asked here`, [
        `at a terminal: ${sameCommand(o)}`,
        `without a question: ${sameCommand(o, "--yes")}`,
      ]);
    await confirm(o, `apply ${id} to ${env.name}?`);
  };
  let turn = Promise.resolve();
  const state = async (planned: Planned): Promise<void> => {
    const shown = plannedOf(planned, "");
    out.note(stateLines(shown).join("\n"));
    assertKeepsData([shown], o.allowReplace, "this state was not touched");
    if (o.mending !== undefined) assertMendsOnly(o, [shown], "this state was not touched");
    if (acceptUnknown) return;
    const { name } = planned.folder;
    if (!out.interactive)
      throw nobodyToAsk(
        `${name} could be planned only now; somebody has to agree to its plan, and nobody can be asked here`,
        [
          `at a terminal, to be asked: ${sameCommand({ ...o, yes: false })}`,
          `for an environment that is being created: ${sameCommand(o, "--accept-unknown")}`,
        ],
      );
    // Two states may come to this at once; a person answers one question at a time.
    const mine = turn.then(() => confirm(o, `apply this to ${name} of ${env.name}?`));
    turn = mine.catch(() => {});
    await mine;
  };
  signal.throwIfAborted();
  return { bundle, state };
}

async function confirm(o: ApplyRequest, message: string): Promise<void> {
  const { env, signal } = o;
  const inquirer = (await import("inquirer")).default;
  const holds = `nothing more of ${env.name} was changed`;
  if (env.safety === "protected") {
    const ask = `${message} Type its name to agree`;
    const typed = inquirer.prompt<{ name: string }>([{ type: "input", name: "name", message: ask }]);
    if ((await answerTo(typed, holds, signal)).name === env.name) return;
  } else {
    const put = inquirer.prompt<{ yes: boolean }>([{ type: "confirm", name: "yes", message, default: false }]);
    if ((await answerTo(put, holds, signal)).yes) return;
  }
  throw new OperatorError("CAP_DECLINED", `declined; ${holds}`, [again("plan", o)], {
    exit: exitCode.refused,
  });
}

const nobodyToAsk = (what: string, next: readonly string[]): OperatorError =>
  new OperatorError("CAP_NOBODY_TO_ASK", `${what}; it was not applied`, next, { exit: exitCode.refused });
