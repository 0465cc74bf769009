import { Listr, ListrLogger, type ListrTask, ProcessOutput } from "listr2";
import type { Output } from "../command.ts";

/** One step that a person sees. */
export interface Step {
  readonly title: string;
  /**
   * Does it; `say` shows one line below the title, replacing the one before. Resolves with what came of it, shown behind
   * the title, or with steps that run at the same time.
   */
  run(say: (line: string) => void): Promise<string | readonly Step[]>;
}

/** Runs steps one after another, shown on stderr: redrawn on a terminal, a line each elsewhere, not at all when quiet. */
export async function runSteps(out: Output, steps: readonly Step[]): Promise<void> {
  const logger = new ListrLogger({
    useIcons: true,
    processOutput: new ProcessOutput(process.stderr, process.stderr),
  });
  const tasks = steps.map((step) => taskOf(out, step));
  await new Listr(tasks, {
    renderer: out.quiet ? "silent" : out.terminal ? "default" : "simple",
    rendererOptions: { logger, collapseSubtasks: false },
    exitOnError: true,
    // The CLI turns signals into an abort; steps end by that.
    registerSignalListeners: false,
  }).run();
}

function taskOf(out: Output, step: Step): ListrTask {
  return {
    title: step.title,
    task: async (_context, task) => {
      const say = (line: string): void => {
        if (out.terminal || out.verbose) task.output = line;
      };
      const result = await step.run(say);
      if (typeof result === "string") {
        task.title = result === "" ? step.title : `${step.title}: ${result}`;
        return;
      }
      const below = result.map((s) => taskOf(out, s));
      return task.newListr(below, { concurrent: true, exitOnError: true });
    },
  };
}
