import type { Command } from "../command.ts";

/** `cap history`: who did what to the environment. */
export const history: Command = {
  verb: "history",
  summary: "see who planned, applied, destroyed or unlocked what",
  description:
    "Shows the environment's journal, the newest entry first: plans, applies, destroys, unlocks, each with who, from " +
    "where, which commit and plan bundle, what became of each state, and the reason that somebody gave. What has ended is " +
    "one line; --json has every entry. Names what was begun and has no end. Entries cannot be changed, and not be deleted for 400 days (for local they are files). " +
    "Exit codes: 0 ok, 3 something in the journal cannot be read.",
  flags: [{ flag: "--last <n>", doc: "so many entries, 1 to 1000; 20 without it" }],
  examples: [
    "cap history --env prod",
    "cap history --env staging --last 100",
    "cap history --env prod --json | jq '.entries[] | select(.operation == \"apply\")'",
  ],
  environment: "reads",
  async run(invocation) {
    const { showHistory } = await import("../journal/show.ts");
    return await showHistory(invocation);
  },
};
