import { exitCode } from "../../contracts/errors.ts";
import type { Command } from "../command.ts";

/** `cap doctor`: is everything here that CAP needs, and what stands in for what. */
export const doctor: Command = {
  verb: "doctor",
  summary: "look at tools, versions, credentials, endpoint and emulation",
  description:
    "Looks at every tool CAP needs (found, wanted, how to get it), at the credentials and the endpoint commands would " +
    "use, and lists what the emulated AWS only stores and does not do.",
  flags: [],
  examples: ["cap doctor", "cap doctor --json | jq '.tools[] | select(.ok | not)'"],
  environment: "reads",
  async run({ env, emulated, out }) {
    const { examine } = await import("../doctor/examine.ts");
    const { examinationAsText } = await import("../doctor/text.ts");
    const examination = await examine(env, emulated);
    out.result(examination, () => examinationAsText(examination, out.onScreen ? process.stdout.columns : undefined));
    return examination.tools.every((t) => t.ok) ? exitCode.ok : exitCode.findings;
  },
};
