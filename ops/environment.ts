import { OperatorError } from "../contracts/errors.ts";
import type { Environment } from "../environments/environment.ts";
import { environmentNamed, environments, qualified } from "../environments/index.ts";
import { answerTo } from "./ask.ts";
import type { Command, Output } from "./command.ts";
import { plain } from "./report/again.ts";
import type { GlobalFlags } from "./report/output.ts";

/**
 * The environment a command is about: the one that its arguments name, else `--env`, else CAP_ENV, else `local` for reading
 * commands; in the profile that `--profile` or CAP_PROFILE names, else its usual one. A command that acts has to be told: a
 * person is asked, anything else gets an error.
 */
export async function chooseEnvironment(
  command: Command,
  globals: GlobalFlags,
  out: Output,
  args: readonly string[] = [],
): Promise<Environment> {
  const named = globals.env ?? process.env["CAP_ENV"];
  const argued = command.names?.(args, globals.profile);
  if (argued !== undefined) assertSame(argued, globals.env);
  if (argued !== undefined) return qualified(argued, globals.profile ?? inherited(argued));
  const told = named !== undefined && named !== "";
  // Who needs no environment and was told none gets `local`, and CAP_PROFILE was not said of that one.
  const habit = told || command.environment !== "none" ? process.env["CAP_PROFILE"] || undefined : undefined;
  const profile = globals.profile ?? habit;
  if (told) return environmentNamed(named, profile);
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

/** Two names of which one would be ignored are refused. */
function assertSame(argued: string, flag: string | undefined): void {
  if (flag === undefined || flag === argued.split("/")[0]) return;
  throw new OperatorError("CAP_BAD_FLAG", `--env ${flag} and ${argued} are two environments; nothing was shown`, [
    "leave --env out: the command names the environment itself",
  ]);
}

/** What CAP_PROFILE says of an environment: nothing where the name has a profile, or CAP_ENV means another one. */
function inherited(name: string): string | undefined {
  const { CAP_ENV: env = "", CAP_PROFILE: profile = "" } = process.env;
  return profile !== "" && (env === "" || env === name) && !name.includes("/") ? profile : undefined;
}

const reads = ({ environment, readingActions = [] }: Command, [action = ""]: readonly string[]): boolean =>
  environment !== "acts" || readingActions.includes(action);

/** `--emulated`, CAP_EMULATED=1, or `local`, which exists nowhere else. */
export const isEmulated = (env: Environment, globals: GlobalFlags): boolean =>
  env.name === "local" || globals.emulated === true || process.env["CAP_EMULATED"] === "1";
