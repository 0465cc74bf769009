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

/** Columns of a terminal that does not tell its size: it says 0, as under `script` without a terminal of its own. */
const usualColumns = 80;

/** Gives terminals of unknown size the usual one: whoever breaks lines would have one letter on each. */
export function assumeSize(...streams: { columns?: number }[]): void {
  for (const stream of streams) if (stream.columns === 0) stream.columns = usualColumns;
}

/** The process's stdout and stderr, as a command sees them. */
export function openOutput(globals: GlobalFlags): Output {
  const json = globals.json === true;
  const quiet = globals.quiet === true;
  assumeSize(process.stdout, process.stderr);
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
