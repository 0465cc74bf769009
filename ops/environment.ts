import { OperatorError } from "../contracts/errors.ts";
import type { Environment } from "../environments/environment.ts";
import { environmentNamed, environments } from "../environments/index.ts";
import { answerTo } from "./ask.ts";
import type { Command, Output } from "./command.ts";
import { plain } from "./report/again.ts";
import type { GlobalFlags } from "./report/output.ts";

/**
 * The environment a command is about: `--env`, else CAP_ENV, else `local` for reading commands; in the profile that
 * `--profile` or CAP_PROFILE names, else its usual one. A command that acts has to be told: a person is asked, anything
 * else gets an error.
 */
export async function chooseEnvironment(
  command: Command,
  globals: GlobalFlags,
  out: Output,
  args: readonly string[] = [],
): Promise<Environment> {
  const named = globals.env ?? process.env["CAP_ENV"];
  const profile = globals.profile ?? (process.env["CAP_PROFILE"] || undefined);
  if (named !== undefined && named !== "") return environmentNamed(named, profile);
  if (reads(command, args)) return environmentNamed("local", profile);
  if (!out.interactive)
    throw new OperatorError(
      "CAP_WHICH_ENVIRONMENT",
      `cap ${command.verb} must be told which environment; nothing was done`,
      [
        plain(`${[command.verb, ...args].join(" ")} --env local`),
        `or another environment: ${plain("env list")}; CAP_ENV says it too`,
      ],
    );
  const inquirer = (await import("inquirer")).default;
  const message = `cap ${command.verb}: which environment?`;
  const choices = Object.keys(environments);
  const asked = inquirer.prompt<{ name: string }>([{ type: "select", name: "name", message, choices }]);
  const { name } = await answerTo(asked, "no environment was chosen; nothing was done");
  return environmentNamed(name, profile);
}

const reads = ({ environment, readingActions = [] }: Command, [action = ""]: readonly string[]): boolean =>
  environment !== "acts" || readingActions.includes(action);

/** `--emulated`, CAP_EMULATED=1, or `local`, which exists nowhere else. */
export const isEmulated = (env: Environment, globals: GlobalFlags): boolean =>
  env.name === "local" || globals.emulated === true || process.env["CAP_EMULATED"] === "1";
