import type { Command } from "../command.ts";

/** `cap health`: is the environment well, and if not, what, since when and what to run. */
export const health: Command = {
  verb: "health",
  summary: "see whether the environment is healthy",
  description:
    "Looks at a live environment with every check at once and changes nothing. A check is ok, fail (what, since when, " +
    "what to run next), skip (nothing to look at) or unknown (could not look, which is not fine). " +
    "Exit codes: 0 ok, 2 something failed, 3 something could not be looked at.",
  flags: [
    { flag: "--only <ids...>", doc: "these checks or groups of checks; all without it" },
    { flag: "--watch [seconds]", doc: "look again and again, marking what changed; every 5 seconds without a number" },
  ],
  examples: [
    "cap health",
    "cap health --only queues services.running",
    "cap health --watch 2",
    "cap health --json | jq '.checks[] | select(.state != \"ok\")'",
  ],
  environment: "reads",
  async run(invocation) {
    const { showHealth } = await import("../health/show.ts");
    return await showHealth(invocation);
  },
};
