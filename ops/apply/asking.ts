import { exitCode, OperatorError } from "../../contracts/errors.ts";
import { answerTo } from "../ask.ts";
import { someOf } from "../checks/wording.ts";
import { again } from "../report/again.ts";
import { quoted } from "../report/quoted.ts";
import type { BundleSummary } from "./bundle.ts";
import { plannedOf } from "./bundling.ts";
import { wasCutOff } from "./made-anew.ts";
import { assertMendsOnly } from "./mending.ts";
import type { Change, Planned } from "./plans.ts";
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
 * yet; of a protected environment to what comes to be, and to no change of what is there.
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
    const changed = env.safety === "protected" ? planned.changes.filter((c) => !comesToBe(c)) : [];
    if (acceptUnknown && changed.length === 0) return;
    const { name } = planned.folder;
    if (!out.interactive) throw plannedNow(o, name, changed);
    // Two states may come to this at once; a person answers one question at a time.
    const mine = turn.then(() => confirm(o, `apply this to ${name} of ${env.name}?`));
    turn = mine.catch(() => {});
    await mine;
  };
  signal.throwIfAborted();
  return { bundle, state };
}

/** Made new, taken in, or made anew because it was cut off: what an environment that is being created has nothing else of. */
const comesToBe = (c: Change): boolean => c.action === "create" || c.from !== undefined || wasCutOff(c);

/** @param changed what is there already and would be changed, where that cannot be agreed to unseen */
function plannedNow(o: ApplyRequest, name: string, changed: readonly Change[]): OperatorError {
  const next = [
    `to have it shown before it is applied: ${again("plan", o, `--stack ${quoted(name)} --out FILE`)}`,
    `at a terminal, to be asked: ${sameCommand({ ...o, yes: false })}`,
  ];
  if (o.acceptUnknown) {
    const what = someOf(
      changed.map((c) => c.address),
      3,
    );
    return nobodyToAsk(
      `${name} had to be planned now, and changes what is there (${what}): to that --accept-unknown does not agree in a protected environment`,
      next,
    );
  }
  return nobodyToAsk(
    `${name} had to be planned now: it could not be before, or did not end when it was; somebody has to agree to its plan, and nobody can be asked here`,
    [...next, `for an environment that is being created: ${sameCommand(o, "--accept-unknown")}`],
  );
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
  // A bootstrap has shown all that it would do; before it there may be nothing that could keep a plan.
  const next = o.verb === "bootstrap" ? [] : [again("plan", o)];
  throw new OperatorError("CAP_DECLINED", `declined; ${holds}`, next, { exit: exitCode.refused });
}

const nobodyToAsk = (what: string, next: readonly string[]): OperatorError =>
  new OperatorError("CAP_NOBODY_TO_ASK", `${what}; it was not applied`, next, { exit: exitCode.refused });
