import { OperatorError } from "../../contracts/errors.ts";
import { environmentNamed } from "../../environments/index.ts";
import type { Command } from "../command.ts";
import { again } from "../report/again.ts";
import { mayStillRun } from "../up/left-behind.ts";

/** `cap up`: apply an environment, bring events in, see that it is healthy. */
export const up: Command = {
  verb: "up",
  summary: "apply an environment, bring events in, tell its health",
  description:
    "Sets up what is missing, starts the emulated AWS, applies every state with Terraform, brings CloudTrail files in " +
    "(a sample day the first time), and ends with states, resources, health, events, addresses and what to try next. " +
    "Stays in the foreground: Ctrl-C stops what it started; state and data stay, and the next cap up goes on from there.",
  flags: [
    { flag: "--events <dir>", doc: "bring in every *.json and *.json.gz below this folder; a sample day without it" },
    { flag: "--once", doc: "stop everything at the end; it stays in the foreground without it" },
    { flag: "--detach", doc: "leave everything running and return" },
    { flag: "--kafka", doc: "the same as --profile kafka: an MSK cluster with real Kafka brokers" },
  ],
  examples: [
    "cap up",
    "cap up --detach",
    "cap up --once --events DIR --json",
    "cap up --kafka",
    "cap up --env staging --profile window --emulated",
  ],
  environment: "reads",
  leftBehind: mayStillRun,
  async run({ env, emulated, flags, out, signal }) {
    if (flags["once"] === true && flags["detach"] === true)
      throw new OperatorError("CAP_BAD_FLAG", "--once stops everything at the end, --detach leaves it running", [
        "give one of them",
      ]);
    if (!emulated)
      throw new OperatorError("CAP_NOT_EMULATED", `cap up applies to the emulated AWS only; nothing was done`, [
        again("up", { env, emulated: true }),
      ]);
    const { up } = await import("../up/up.ts");
    const events = typeof flags["events"] === "string" ? { events: flags["events"] } : {};
    const { once, detach, kafka } = flags;
    return await up({
      env: kafka === true ? environmentNamed(env.name, "kafka") : env,
      once: once === true,
      detach: detach === true,
      ...events,
      out,
      signal,
    });
  },
};
