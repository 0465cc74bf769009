import type { Command } from "../command.ts";
import { agreedBeforehand, allowReplace, despiteHealth } from "./apply-flags.ts";

/** `cap bootstrap`: what every other command needs of an account. */
export const bootstrap: Command = {
  verb: "bootstrap",
  summary: "make an account's bucket of states and the roles of CI, once",
  description:
    "The first command in an account, run by an administrator: makes the bucket that holds states, locks and journals, " +
    "its key, and the roles of CI and people. Its own state is a file until the bucket exists, and moves into it then. " +
    "Safe to repeat: where the bucket is there, it is an apply of that state like any other. Protected for ever. " +
    "Exit codes: 0 made or nothing to do, 1 failed, 4 refused or declined.",
  flags: [
    { flag: "--release <file>", doc: "a release, release.json; the emulated AWS needs none" },
    allowReplace,
    despiteHealth,
  ],
  examples: ["cap bootstrap --env prod --release release/release.json", "cap bootstrap --env dev --emulated --yes"],
  environment: "acts",
  leftBehind: () => "Terraform may still be making the bucket of states; the same command goes on",
  async run({ env, emulated, flags, out, yes, signal }) {
    const { bootstrap } = await import("../apply/bootstrap.ts");
    const { release } = flags;
    return await bootstrap({
      env,
      emulated,
      ...agreedBeforehand(flags),
      ...(typeof release === "string" ? { release } : {}),
      yes,
      out,
      signal,
    });
  },
};
