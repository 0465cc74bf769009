import { DefaultRenderer, Listr, ListrLogger, type ListrTask, ProcessOutput } from "listr2";
import type { Output } from "../command.ts";
import { View } from "./view.ts";

/** One step that a person sees. */
export interface Step {
  readonly title: string;
  /**
   * Does it; `say` shows one line below the title, replacing the one before. Resolves with what came of it, shown behind
   * the title, or with steps that run at the same time, each to its end. What it throws is for whoever runs the steps to
   * tell, except for a {@link StepFailure}.
   */
  run(say: (line: string) => void): Promise<string | readonly Step[]>;
}

/** A step that did not do what it was to do, in a few words that are shown behind its title. */
export class StepFailure extends Error {}

/**
 * Runs steps one after another, shown on stderr: redrawn on a terminal, a line each elsewhere, not at all when quiet.
 * Rejects with what the first one threw.
 *
 * @param view makes room for questions on the way
 */
export async function runSteps(out: Output, steps: readonly Step[], view = new View()): Promise<void> {
  const logger = new StepLogger({
    useIcons: true,
    processOutput: new ProcessOutput(process.stderr, process.stderr),
  });
  const tasks = steps.map((step) => taskOf(out, step));
  const list = new Listr(tasks, {
    renderer: out.quiet ? "silent" : out.terminal ? drawnIn(view) : "simple",
    rendererOptions: { logger, collapseSubtasks: false, showErrorMessage: false, icon: { FAILED_WITH_SUBTASKS: "✖" } },
    exitOnError: true,
    // The CLI turns signals into an abort; steps end by that.
    registerSignalListeners: false,
  });
  await list.run().finally(() => view.rests());
}

class StepLogger extends ListrLogger {
  /** Why a step failed is told once, by whoever ran it. */
  override suffix(message: string): string {
    return message;
  }
}

const drawnIn = (view: View): typeof DefaultRenderer =>
  class extends DefaultRenderer {
    /** It draws on stderr, and only on a terminal, whatever stdout is. */
    static override nonTTY = true;
    constructor(...given: ConstructorParameters<typeof DefaultRenderer>) {
      super(...given);
      view.draws(this);
    }
  };

function taskOf(out: Output, step: Step): ListrTask {
  return {
    title: step.title,
    task: async (_context, task) => {
      const say = (line: string): void => {
        if (out.terminal || out.verbose) task.output = line;
      };
      const result = await step.run(say).catch((error: unknown) => {
        if (error instanceof StepFailure) task.title = `${step.title}: ${error.message}`;
        throw error;
      });
      if (typeof result === "string") {
        task.title = result === "" ? step.title : `${step.title}: ${result}`;
        return;
      }
      return together(
        result.map((s) => taskOf(out, s)),
        (below) => task.newListr(below, { concurrent: true, exitOnError: false }),
      );
    },
  };
}

/** A list that runs all of its tasks to their end and fails only then, with what the first of them threw. */
function together(tasks: readonly ListrTask[], listOf: (tasks: ListrTask[]) => Listr): Listr {
  const thrown: unknown[] = [];
  const list = listOf(
    tasks.map((t) => ({
      ...t,
      task: async (context, task) => {
        try {
          return await t.task(context, task);
        } catch (error) {
          thrown.push(error);
          throw error;
        }
      },
    })),
  );
  const run = list.run.bind(list);
  list.run = async (context) => {
    const ended = await run(context);
    if (thrown.length > 0) throw thrown[0];
    return ended;
  };
  return list;
}
