import { CommanderError, Command as Program } from "commander";
import { type ExitCode, exitCode, OperatorError } from "../contracts/errors.ts";
import { meant } from "../contracts/nearest.ts";
import type { Command } from "./command.ts";
import { commands } from "./commands/index.ts";
import { chooseEnvironment, isEmulated } from "./environment.ts";
import { onInterrupt } from "./interrupt.ts";
import { plain, toldHere } from "./report/again.ts";
import { showError } from "./report/error.ts";
import { type GlobalFlags, openOutput } from "./report/output.ts";
import { sayNow } from "./report/view.ts";
import { version } from "./version.ts";

/**
 * Parses the arguments, runs one command and ends the process with its exit code. The only place that exits.
 *
 * @param argv arguments without node and script
 */
export async function runCli(argv: readonly string[]): Promise<never> {
  const json = argv.includes("--json");
  // A reader that goes away (`cap tail | head`) is no error.
  process.stdout.on("error", (e: NodeJS.ErrnoException) =>
    process.exit(e.code === "EPIPE" ? exitCode.ok : exitCode.toolError),
  );
  let code: ExitCode = exitCode.ok;
  try {
    const program = programOf((done) => {
      code = done;
    });
    assertTopic(argv);
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    code = error instanceof CommanderError ? usageExit(error, argv) : showError(error, json);
  }
  await flushed();
  process.exit(code);
}

/** Asking for help is no error. What else commander says is shown as every error is, with where the usage stands. */
function usageExit(error: CommanderError, argv: readonly string[]): ExitCode {
  if (error.exitCode === 0) return exitCode.ok;
  const verb = argv.find((word) => commands.some((c) => c.verb === word));
  const command = commands.find((c) => c.verb === verb);
  const said = error.message.replace(/^error: /, "");
  const missing = /^missing required argument '(?<name>[^']+)'/.exec(said)?.groups?.["name"];
  const doc = command?.args?.find(({ name }) => name === `<${missing}>`)?.doc;
  const message = doc === undefined ? said : `${said}: ${doc}`;
  const help = plain(command === undefined ? "help" : `help ${command.verb}`);
  return showError(new OperatorError("CAP_USAGE", message, [help]), argv.includes("--json"));
}

/** Commander answers `help` about what it does not know with the whole list, as if that were an answer. */
function assertTopic([first, topic]: readonly string[]): void {
  const verbs = ["help", ...commands.map(({ verb }) => verb)];
  if (first !== "help" || topic === undefined || topic.startsWith("-") || verbs.includes(topic)) return;
  throw new OperatorError("CAP_USAGE", `there is no command "${topic}" to help with`, [
    ...meant(topic, verbs),
    plain("help"),
  ]);
}

const flushed = (): Promise<void> => new Promise((resolve) => process.stdout.write("", () => resolve()));

function programOf(ended: (code: ExitCode) => void): Program {
  const program = new Program("cap")
    .description("CAP, the Cloud Analytics Platform: apply an environment, see that it is healthy, ask its lake.")
    .option("--env <name>", "the environment; CAP_ENV says it too (reading commands and up: local)")
    .option(
      "--profile <name>",
      "one of the environment's sizes, see cap env list; CAP_PROFILE says it too; the usual one without it",
    )
    .option("--emulated", "use the emulated AWS instead of AWS; CAP_EMULATED=1 says it too (local: always)")
    .option("--json", "one JSON document on stdout, nothing else there")
    .option("--quiet", "results and errors only")
    .option("--verbose", "say more about what is going on")
    .option(
      "--yes",
      "do not ask: yes to what is shown; what can be planned only on the way still stops, see cap help apply",
    )
    .version(version(), "-V, --version", "print the version")
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError(true)
    .exitOverride()
    // One place shows errors: usageExit.
    .configureOutput({ outputError: () => {} })
    .addHelpText(
      "after",
      `\nExit codes: 0 ok, 1 error, 2 findings, 3 could not look at everything, 4 refused, 130 interrupted.\n\`${plain("help <verb>")}\` shows examples.`,
    );
  for (const command of commands) register(program, command, ended);
  return program;
}

function register(program: Program, command: Command, ended: (code: ExitCode) => void): void {
  const sub = program.command(command.verb).summary(command.summary).description(command.description);
  for (const arg of command.args ?? []) sub.argument(arg.name, arg.doc);
  for (const flag of command.flags) sub.option(flag.flag, flag.doc);
  sub.addHelpText("after", `\nExamples:\n${command.examples.map((e) => `  $ ${e}`).join("\n")}`);
  sub.action(async () => {
    ended(await invoke(command, sub.args, sub.opts(), program.opts()));
  });
}

async function invoke(
  command: Command,
  args: readonly string[],
  flags: Record<string, string | boolean | string[]>,
  globals: GlobalFlags,
): Promise<ExitCode> {
  const out = openOutput(globals);
  const env = await chooseEnvironment(command, globals, out, args);
  const emulated = isEmulated(env, globals);
  const release = flags["release"];
  toldHere({ env, emulated, ...(typeof release === "string" ? { release } : {}) });
  const stop = new AbortController();
  const left = command.leftBehind?.(env) ?? "nothing of this command runs any more";
  const say = (line: string): void => void (out.quiet || sayNow(line));
  const interrupted = onInterrupt(stop, { left, say, exit: () => process.exit(exitCode.interrupted) });
  const code = await command.run({
    env,
    emulated,
    args,
    flags,
    out,
    yes: globals.yes === true,
    signal: stop.signal,
  });
  return interrupted() ? exitCode.interrupted : code;
}
