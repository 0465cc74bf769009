import { OperatorError } from "../../contracts/errors.ts";
import type { Command } from "../command.ts";
import { plain } from "../report/again.ts";

/** `cap env`: what environments there are, what one resolves to, how two differ. */
export const env: Command = {
  verb: "env",
  summary: "list environments, show what one resolves to, compare two",
  description:
    "list: every environment in every profile, with the risk that its owner accepts. show: every field, the stacks with " +
    "their resources and types, what each part costs a month whatever it does, and how each part comes back after a " +
    "loss. diff: the fields in which two differ. A name may carry its profile: prod/standard; with show --profile says the " +
    "same. Asks no AWS.",
  args: [
    { name: "<action>", doc: "list, show or diff" },
    { name: "[names...]", doc: "one environment to show, or two to compare" },
  ],
  flags: [],
  examples: ["cap env list", "cap env show prod", "cap env show prod/standard --json", "cap env diff dev prod"],
  environment: "none",
  names: named,
  async run(invocation) {
    const { showEnvironments } = await import("../env/run.ts");
    return await showEnvironments(invocation);
  },
};

/** What show is about; list and diff are about all they are given, and no flag says of which a profile would be. */
function named([action = "", ...names]: readonly string[], profile: string | undefined): string | undefined {
  if (action === "show") return names[0];
  if (profile === undefined) return undefined;
  throw new OperatorError("CAP_USAGE", `cap env ${action} takes no --profile: a profile stands behind its name`, [
    plain("env list"),
    plain("env diff prod prod/standard"),
  ]);
}
