import { OperatorError } from "../../contracts/errors.ts";
import type { Command } from "../command.ts";

/** `cap down`: destroy an environment. */
export const down: Command = {
  verb: "down",
  summary: "destroy an environment of the emulated AWS",
  description:
    "Destroys every state with Terraform, the last first, and stops the emulated AWS. Logs and programs stay; --forget " +
    "removes the environment's folder as well. Works on what is half applied, and where nothing is. Protected " +
    "environments are refused.",
  flags: [{ flag: "--forget", doc: "remove the environment's data on this machine; it stays without it" }],
  examples: ["cap down --env local", "cap down --env local --forget"],
  environment: "acts",
  async run({ env, emulated, flags, out, signal }) {
    if (!emulated)
      throw new OperatorError("CAP_NOT_EMULATED", "cap down destroys on the emulated AWS only; nothing was done", [
        `cap down --env ${env.name} --emulated`,
      ]);
    const { down } = await import("../up/down.ts");
    return await down({ env, forget: flags["forget"] === true, out, signal });
  },
};
