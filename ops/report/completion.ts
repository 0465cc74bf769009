import { environments } from "../../environments/index.ts";
import type { Command } from "../command.ts";

const globalFlags = ["--env", "--profile", "--emulated", "--json", "--quiet", "--verbose", "--yes", "--help"];

/** The long flags of a command, from their notation: `-n, --lines <count>` is `--lines`. */
const longFlags = (command: Command): string[] =>
  command.flags.flatMap(({ flag }) => /--[a-z-]+/.exec(flag)?.[0] ?? []);

/** The completion script of a shell for these commands: verbs first, then each verb's flags, then environment names. */
export function completionScript(shell: "bash" | "zsh" | "fish", commands: readonly Command[]): string {
  return { bash, zsh, fish }[shell](commands);
}

function bash(commands: readonly Command[]): string {
  const cases = commands.map((c) => `    ${c.verb}) words="${[...longFlags(c), ...globalFlags].join(" ")}" ;;`);
  return `_cap() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} words
  if [[ $previous == --env ]]; then
    COMPREPLY=($(compgen -W "${Object.keys(environments).join(" ")}" -- "$current")); return
  fi
  case \${COMP_WORDS[1]} in
${cases.join("\n")}
    *) words="${[...commands.map((c) => c.verb), "help", "--version", ...globalFlags].join(" ")}" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [[ $current == -* || \${#COMPREPLY[@]} -gt 0 ]] || COMPREPLY=($(compgen -f -- "$current"))
}
complete -F _cap cap
`;
}

function zsh(commands: readonly Command[]): string {
  const verbs = commands.map((c) => `    '${c.verb}:${quoted(c.summary)}'`);
  const cases = commands.map((c) => `    ${c.verb}) _values -w flag ${[...longFlags(c), ...globalFlags].join(" ")} ;;`);
  return `#compdef cap
_cap() {
  local -a verbs
  verbs=(
${verbs.join("\n")}
  )
  if [[ $words[CURRENT-1] == --env ]]; then _values environment ${Object.keys(environments).join(" ")}; return; fi
  if (( CURRENT == 2 )); then _describe verb verbs; return; fi
  if [[ $words[CURRENT] != -* ]]; then _files; return; fi
  case $words[2] in
${cases.join("\n")}
  esac
}
compdef _cap cap
`;
}

function fish(commands: readonly Command[]): string {
  const lines = commands.flatMap((c) => [
    `complete -c cap -n __fish_use_subcommand -f -a ${c.verb} -d '${quoted(c.summary)}'`,
    ...longFlags(c).map((f) => `complete -c cap -n '__fish_seen_subcommand_from ${c.verb}' -l ${f.slice(2)}`),
  ]);
  const globals = globalFlags.map((f) => `complete -c cap -l ${f.slice(2)}`);
  return `${[...lines, ...globals, `complete -c cap -l env -x -a '${Object.keys(environments).join(" ")}'`].join("\n")}\n`;
}

const quoted = (text: string): string => text.replaceAll("'", "'\\''");
