import { OperatorError } from "../../contracts/errors.ts";
import type { Command } from "../command.ts";
import { again } from "../report/again.ts";
import { mayStillRun } from "../up/left-behind.ts";

/** `cap down`: destroy an environment. */
export const down: Command = {
  verb: "down",
  summary: "destroy an environment of the emulated AWS",
  description:
    "Plans the end of every state, shows how many resources of which type go, asks (exit code 4 when declined), then " +
    "applies exactly these plans, the last state first, and stops the emulated AWS. Nobody is asked with --yes or " +
    "--json, nor without a terminal, as in CI: what can be destroyed here is disposable. Logs and programs stay; " +
    "--forget removes the environment's folder as well. What belongs to the account stays: other environments live in " +
    "it. Works on what is half applied, and where nothing is. Protected environments are refused.",
  flags: [{ flag: "--forget", doc: "remove the environment's data on this machine; it stays without it" }],
  examples: ["cap down --env local", "cap down --env local --forget --yes"],
  environment: "acts",
  leftBehind: mayStillRun,
  async run({ env, emulated, flags, out, signal }) {
    if (!emulated)
      throw new OperatorError("CAP_NOT_EMULATED", "cap down destroys on the emulated AWS only; nothing was done", [
        again("down", { env, emulated: true }),
      ]);
    const { down } = await import("../up/down.ts");
    return await down({ env, forget: flags["forget"] === true, out, signal });
  },
};
