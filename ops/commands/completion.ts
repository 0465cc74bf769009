import { exitCode, OperatorError } from "../../contracts/errors.ts";
import type { Command } from "../command.ts";
import { plain } from "../report/again.ts";

const shells = ["bash", "zsh", "fish"] as const;

/** `cap completion`, which completes the verbs given, itself and their flags. */
export function completionFor(verbs: readonly Command[]): Command {
  const self: Command = {
    verb: "completion",
    summary: "print the completion script of a shell",
    description:
      "Prints a script that completes verbs, flags and environment names. Put it where your shell looks for it.",
    args: [{ name: "<shell>", doc: shells.join(", ") }],
    flags: [],
    examples: [
      "cap completion bash > ~/.local/share/bash-completion/completions/cap",
      'cap completion zsh > "$' + '{fpath[1]}/_cap"',
      "cap completion fish > ~/.config/fish/completions/cap.fish",
    ],
    environment: "none",
    async run({ args, out }) {
      const { completionScript } = await import("../report/completion.ts");
      const shell = shells.find((s) => s === args[0]);
      if (shell === undefined)
        throw new OperatorError("CAP_NO_SHELL", `no completion for "${args[0]}"; there are: ${shells.join(", ")}`, [
          plain("completion bash"),
        ]);
      const script = completionScript(shell, [...verbs, self]);
      out.result({ shell, script }, () => script.trimEnd());
      return exitCode.ok;
    },
  };
  return self;
}
