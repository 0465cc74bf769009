import { OperatorError } from "../../contracts/errors.ts";
import type { Command } from "../command.ts";
import { again } from "../report/again.ts";

/** `cap lock`: who changes the environment at the moment. */
export const lock: Command = {
  verb: "lock",
  summary: "see who changes the environment, release a lock that was left",
  description:
    "Whatever changes an environment holds its lock, one at a time, and writes it anew every 30 seconds. show tells who " +
    "holds it, from where, since when, and how old the last heartbeat is. release takes away the lock of somebody who was " +
    "cut off, asks before, and writes it into the journal; it is refused (exit code 4) while the heartbeat is younger " +
    "than two minutes or the process lives on this host. See cap history for what was cut off.",
  args: [{ name: "<action>", doc: "show or release" }],
  flags: [],
  examples: [
    "cap lock show",
    "cap lock show --env staging",
    "cap lock release --env staging",
    "cap lock show --env prod --json",
  ],
  environment: "acts",
  readingActions: ["show"],
  async run(invocation) {
    const [action = ""] = invocation.args;
    const { releaseSeenLock, showLock } = await import("../lock/show.ts");
    if (action === "show") return await showLock(invocation);
    if (action === "release") return await releaseSeenLock(invocation);
    throw new OperatorError("CAP_NO_ACTION", `cap lock cannot "${action}"; it can: show, release`, [
      again("lock show", invocation),
    ]);
  },
};
