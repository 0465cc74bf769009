import type { ExitCode } from "../contracts/errors.ts";
import type { Environment } from "../environments/environment.ts";

/** A flag in commander's notation: `--events <dir>`, `--watch`, `-n, --lines <count>`. */
export interface Flag {
  readonly flag: string;
  /** One line; says the unit and what happens without it. */
  readonly doc: string;
}

/** Where a command speaks. Results go to stdout, everything else to stderr. */
export interface Output {
  /** `--json`: one document on stdout and nothing else there. */
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** True when a person can be asked: stdin and stderr are terminals, and neither `--yes` nor `--json` was given. */
  readonly interactive: boolean;
  /** True when progress may redraw lines. */
  readonly terminal: boolean;
  /** True when the result is read by a person at a terminal and is kept nowhere, as CI keeps its logs. */
  readonly onScreen: boolean;
  /** The result: `text` for people, `value` for `--json`. Called once, except by commands that follow something. */
  result(value: unknown, text: () => string): void;
  /** A line about what is going on, on stderr; silent under `--quiet`. */
  note(line: string): void;
}

/** What a command gets. */
export interface Invocation {
  /** The environment that was named, or the default where the command has one. */
  readonly env: Environment;
  /** Whether the emulated AWS stands in for AWS. */
  readonly emulated: boolean;
  /** Positional arguments. */
  readonly args: readonly string[];
  /** Flags by their camel-case name; a flag that was not given is absent. */
  readonly flags: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  readonly out: Output;
  /** `--yes`: take the answer for granted. */
  readonly yes: boolean;
  /** Aborted by the first Ctrl-C. A command that is aborted cleans up and returns; the CLI exits 130. */
  readonly signal: AbortSignal;
}

/** One verb. The file is small: heavy parts are imported inside `run`, so that every other verb starts fast. */
export interface Command {
  readonly verb: string;
  /** One line for the list. */
  readonly summary: string;
  /** A paragraph for `cap help <verb>`. */
  readonly description: string;
  /** In commander's notation: `<sql>`, `[dir]`, `[checks...]`. @default - none. */
  readonly args?: readonly { readonly name: string; readonly doc: string }[];
  readonly flags: readonly Flag[];
  /** Lines ready to paste. */
  readonly examples: readonly string[];
  /** `reads` defaults to `local`; `acts` must be told which environment; `none` needs none. */
  readonly environment: "reads" | "acts" | "none";
  /**
   * First arguments with which a command that acts only reads, and takes `local` as a reading one does.
   * @default - none
   */
  readonly readingActions?: readonly string[];
  /**
   * The environment that the arguments themselves name, `prod` or `prod/standard`; undefined where they name none. Gets what
   * `--profile` says, and throws an OperatorError where that means nothing.
   * @default - arguments name none
   */
  names?(args: readonly string[], profile: string | undefined): string | undefined;
  /**
   * What may still run after a second Ctrl-C, and the next command; one line.
   * @default - nothing does.
   */
  leftBehind?(env: Environment): string;
  run(invocation: Invocation): Promise<ExitCode>;
}
