import type { Command } from "../command.ts";
import { oneOf } from "../flags.ts";

/** `cap plan`: what would an apply do? */
export const plan: Command = {
  verb: "plan",
  summary: "show what an apply would do to an environment",
  description:
    "Plans every state and shows what would be added, changed, replaced and destroyed, attribute by attribute. Changes " +
    "nothing. A state that reads what is not there yet, or what this plan changes, is unknown until that is applied: it is " +
    "neither guessed nor called unchanged. With --out the plans are kept in one bundle, sealed because they hold " +
    "secrets; cap apply --plan applies exactly that, within 24 hours. --out s3:// keeps it in the account's bucket of " +
    "states, once and for all, under an address that has the bundle's id and is shown; there it expires after two " +
    "days. Plans without a refresh are shown and cannot be kept. Exit codes: 0 nothing to change, 2 changes.",
  flags: [
    { flag: "--stack <names...>", doc: "these states only; all without it" },
    {
      flag: "--out <place>",
      doc: "keep the plans in this bundle, a file, or s3:// for the account's bucket of states; only shown without it; a file that is no bundle is not written over",
    },
    { flag: "--format <format>", doc: "text, json or markdown; text without it" },
    {
      flag: "--no-refresh",
      doc: "take the states at their word, for who may not read every resource; AWS is asked without it",
    },
    {
      flag: "--release <file>",
      doc: "the release to run, release.json; the emulated AWS runs what is built from these sources",
    },
  ],
  examples: [
    "cap plan --env staging --emulated",
    "cap plan --env prod --release release/release.json --out prod.capplan",
    "cap plan --env prod --release release/release.json --out s3://",
    "cap plan --env dev --release release/release.json --format markdown > plan.md",
  ],
  environment: "acts",
  async run({ env, emulated, flags, out, signal }) {
    const { planEnvironment } = await import("../apply/plan.ts");
    const { stack, out: file, release } = flags;
    return await planEnvironment({
      env,
      emulated,
      format: oneOf("--format", flags["format"] ?? "text", ["text", "json", "markdown"]),
      refresh: flags["refresh"] !== false,
      ...(Array.isArray(stack) ? { stacks: stack } : {}),
      ...(typeof file === "string" ? { file } : {}),
      ...(typeof release === "string" ? { release } : {}),
      out,
      signal,
    });
  },
};
