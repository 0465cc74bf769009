import { exitCode, OperatorError } from "../../contracts/errors.ts";
import type { Command } from "../command.ts";
import { plain } from "../report/again.ts";

/** `cap sample`: a believable day of an account, as files. */
export const sample: Command = {
  verb: "sample",
  summary: "write a believable day of CloudTrail files",
  description:
    "Writes CloudTrail files as AWS delivers them: several principals, Regions and services, and one attack story among " +
    "them. The same seed and count give the same bytes.",
  flags: [
    { flag: "--seed <number>", doc: "which day; 7 without it" },
    { flag: "--events <count>", doc: "how many events; 10000 without it" },
    { flag: "--out <dir>", doc: "where to write; made when missing" },
  ],
  examples: ["cap sample --seed 7 --events 10000 --out /tmp/day", "cap up --once --events /tmp/day --json"],
  environment: "none",
  async run({ flags, out }) {
    const { writeSample } = await import("../lake/sample.ts");
    const dir = flags["out"];
    if (typeof dir !== "string")
      throw new OperatorError("CAP_WHERE", "cap sample needs a folder to write into; nothing was written", [
        plain("sample --out /tmp/day"),
      ]);
    const written = await writeSample({ seed: flags["seed"] ?? "7", events: flags["events"] ?? "10000", dir });
    out.result(written, () => `${written.events} events in ${written.files} files under ${written.dir}`);
    return exitCode.ok;
  },
};
