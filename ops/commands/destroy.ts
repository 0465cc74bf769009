import type { Command } from "../command.ts";
import { again } from "../report/again.ts";

/** `cap destroy`: the end of a disposable environment. */
export const destroy: Command = {
  verb: "destroy",
  summary: "destroy a disposable environment",
  description:
    "Plans the end of every state of the environment, shows how many resources of which type go, asks, and applies exactly " +
    "these plans, the last state first. What belongs to the account stays: other environments live in it. A protected " +
    "environment is refused, and the refusal says how a person would do it by hand. On the emulated AWS cap down also " +
    "stops what runs. Exit codes: 0 destroyed, 1 not all of it went, 4 refused or declined.",
  flags: [
    {
      flag: "--release <file>",
      doc: "the release that runs, release.json; the emulated AWS runs what is built from these sources",
    },
  ],
  examples: ["cap destroy --env dev --release release/release.json", "cap destroy --env staging --emulated --yes"],
  environment: "acts",
  leftBehind: (env) => `Terraform may still be destroying ${env.name}; what tells: ${again("history", { env })}`,
  async run({ env, emulated, flags, out, yes, signal }) {
    const { destroyEnvironment } = await import("../apply/destroy.ts");
    const { release } = flags;
    return await destroyEnvironment({
      env,
      emulated,
      ...(typeof release === "string" ? { release } : {}),
      yes,
      out,
      signal,
    });
  },
};
