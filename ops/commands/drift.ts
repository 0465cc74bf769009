import { OperatorError } from "../../contracts/errors.ts";
import type { Command, Invocation } from "../command.ts";
import { formats } from "../drift/report/formats.ts";
import { oneOf } from "../flags.ts";
import { again } from "../report/again.ts";
import { acceptUnknown, agreedBeforehand, allowReplace, despiteHealth } from "./apply-flags.ts";

/** `cap drift`: is everything in AWS what the code says, and nothing else? */
export const drift: Command = {
  verb: "drift",
  summary: "find what differs between code, states and AWS",
  description:
    "Answers in one run what was changed outside Terraform (attribute, before, after), what was deleted, what exists and " +
    "is in no state though it is ours, what the code says and nobody has deployed, and what could not be looked at. The " +
    "worst comes first, with who did it and when where CloudTrail tells. Changes nothing. What is known is kept in " +
    "environments/<env>.drift.yaml, each line with an owner, a reason and a day on which it expires. " +
    "Exit codes: 0 none, 2 drift, 3 no drift seen and not everything looked at; with --fix as cap apply, and 2 while " +
    "something remains that no state has: --fix does not touch it.",
  flags: [
    { flag: "--stack <names...>", doc: "these states only; all without it" },
    { flag: "--format <format>", doc: `${formats.join(", ")}; text without it` },
    { flag: "--out <file>", doc: "write the report into this file; to stdout without it" },
    { flag: "--governed", doc: "show fields that a deploy tool or an autoscaler owns as well; left out without it" },
    {
      flag: "--release <file>",
      doc: "the release that runs, release.json; the emulated AWS runs what is built from these sources",
    },
    {
      flag: "--fix",
      doc: "plan what puts the drifted addresses back, from the last look, apply it as cap apply does, and tell what remains",
    },
    ...[allowReplace, despiteHealth, acceptUnknown].map(({ flag, doc }) => ({ flag, doc: `with --fix: ${doc}` })),
    {
      flag: "--adopt <address=id...>",
      doc: "write the import blocks that bring something unmanaged into a state; nothing is looked at",
    },
  ],
  examples: [
    "cap drift --env local",
    "cap drift --env prod --release release/release.json --format markdown --out drift.md",
    "cap drift --env staging --emulated --governed",
    "cap drift --env prod --release release/release.json --fix",
  ],
  environment: "acts",
  leftBehind: (env) => `with --fix, Terraform may still be writing; what tells: ${again("history", { env })}`,
  async run({ env, emulated, flags, out, yes, signal }) {
    assertOneThing(flags);
    const given = typeof flags["release"] === "string" ? { release: flags["release"] } : {};
    if (Array.isArray(flags["adopt"])) {
      const { adopt } = await import("../drift/adopt.ts");
      return await adopt({ env, emulated, pairs: flags["adopt"], ...given, out, signal });
    }
    if (flags["fix"] === true) {
      const { fixDrift } = await import("../drift/fix.ts");
      return await fixDrift({
        env,
        emulated,
        ...statesOf(flags),
        ...agreedBeforehand(flags),
        ...given,
        yes,
        out,
        signal,
      });
    }
    const { lookForDrift } = await import("../drift/drift.ts");
    const { format, out: file, governed } = flags;
    return await lookForDrift({
      env,
      emulated,
      ...statesOf(flags),
      format: oneOf("--format", format ?? "text", formats),
      ...(typeof file === "string" ? { file } : {}),
      governed: governed === true,
      ...given,
      out,
      signal,
    });
  },
};

type Given = Invocation["flags"];

const statesOf = ({ stack }: Given): { readonly stacks?: readonly string[] } =>
  Array.isArray(stack) ? { stacks: stack } : {};

/** What each of the command's other two doings leaves nothing to do for. */
const idle = {
  "--fix": ["format", "out", "governed"],
  "--adopt": ["fix", "stack", "format", "out", "governed"],
} as const;

/** Taken in silence, a flag that does nothing would be believed to do something. */
function assertOneThing(flags: Given): void {
  const doing = Array.isArray(flags["adopt"]) ? "--adopt" : flags["fix"] === true ? "--fix" : undefined;
  const given =
    doing === undefined ? [] : idle[doing].filter((flag) => flags[flag] !== undefined && flags[flag] !== false);
  if (given.length === 0) return;
  const them = given.map((flag) => `--${flag}`).join(", ");
  throw new OperatorError("CAP_BAD_FLAG", `${them}: not with ${doing}; nothing was changed`, [
    `leave ${them} out, or run cap drift without ${doing}`,
  ]);
}
