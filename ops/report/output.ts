import type { Output } from "../command.ts";

/** The flags that every command has. */
export interface GlobalFlags {
  readonly env?: string;
  readonly profile?: string;
  readonly emulated?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly yes?: boolean;
}

/** The process's stdout and stderr, as a command sees them. */
export function openOutput(globals: GlobalFlags): Output {
  const json = globals.json === true;
  const quiet = globals.quiet === true;
  return {
    json,
    quiet,
    verbose: globals.verbose === true,
    interactive: process.stdin.isTTY === true && process.stderr.isTTY === true && !json && globals.yes !== true,
    terminal: process.stderr.isTTY === true && !json && !quiet,
    onScreen: process.stdout.isTTY === true && !json,
    result: (value, text) => {
      process.stdout.write(`${json ? JSON.stringify(value) : text()}\n`);
    },
    note: (line) => {
      if (!quiet) process.stderr.write(`${line}\n`);
    },
  };
}
