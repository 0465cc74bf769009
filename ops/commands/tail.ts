import { exitCode } from "../../contracts/errors.ts";
import type { Command } from "../command.ts";

/** `cap tail`: what arrives on the bus, as it arrives. */
export const tail: Command = {
  verb: "tail",
  summary: "follow the bus",
  description:
    "Shows raw events as they arrive on the topic security-events: time, account and Region, service, operation, who. " +
    "With --json one document per line, the raw event in it. Leaves no trace on the bus.",
  flags: [
    { flag: "--from <place>", doc: "latest or earliest; latest without it" },
    { flag: "-n, --lines <count>", doc: "stop after so many events; without it, at Ctrl-C" },
  ],
  examples: ["cap tail", "cap tail --from earliest -n 20", "cap tail --json | jq .event.eventName"],
  environment: "reads",
  async run({ env, flags, out, signal }) {
    const { followBus } = await import("../lake/tail.ts");
    await followBus({ env, from: flags["from"] ?? "latest", lines: flags["lines"], out, signal });
    return exitCode.ok;
  },
};
