import type { Command } from "../command.ts";
import { again } from "../report/again.ts";
import { acceptUnknown, agreedBeforehand, allowReplace, despiteHealth } from "./apply-flags.ts";

/** `cap apply`: make an environment what the code says. */
export const apply: Command = {
  verb: "apply",
  summary: "apply an environment, exactly as it was planned",
  description:
    "With --plan applies exactly that bundle, and refuses (exit code 4, before anything is changed) when the commit, the " +
    "Terraform JSON, the provider, the account or a state is not the one that it was planned for, or when it is older " +
    "than a day. Without it plans now, shows the plan and asks. Refuses as well: while somebody else is at it, when " +
    "something that holds data would be destroyed or replaced without being named, and for a protected environment " +
    "when the working tree has changes or its health is not ok. States that do not depend on a failed one are " +
    "finished; the same command goes on from there. A state of an environment that is being created can often be planned " +
    "only when what it reads is applied: that plan is shown and asked for then, and where nobody can be asked the apply " +
    "stops there (exit code 4), also with --yes, which speaks for what was shown at the start; --accept-unknown agrees " +
    "to such plans. Each state is looked at once more right after its apply. " +
    "Exit codes: 0 applied, 1 a state failed or the lock was lost, 2 something is not as it was applied, 3 that look failed, 4 refused.",
  flags: [
    {
      flag: "--plan <place>",
      doc: "the bundle to apply, the file or the address that cap plan --out has told; planned now without it",
    },
    { flag: "--stack <names...>", doc: "plan and apply these states only; all without it" },
    allowReplace,
    despiteHealth,
    acceptUnknown,
    {
      flag: "--release <file>",
      doc: "the release to run, release.json; the emulated AWS runs what is built from these sources",
    },
  ],
  examples: [
    "cap apply --env prod --release release/release.json --plan prod.capplan",
    "cap apply --env prod --release release/release.json --plan s3://cap-states-345678901234-eu-west-1/bundles/prod/plan-0123456789ab.capplan",
    "cap apply --env staging --emulated",
    "cap apply --env dev --emulated --yes --accept-unknown",
  ],
  environment: "acts",
  leftBehind: (env) =>
    `Terraform may still be writing the states of ${env.name}; what tells: ${again("lock show", { env })}, ${again("history", { env })}`,
  async run({ env, emulated, flags, out, yes, signal }) {
    const { applyEnvironment } = await import("../apply/apply.ts");
    const { plan, stack, release } = flags;
    return await applyEnvironment({
      env,
      emulated,
      ...(typeof plan === "string" ? { file: plan } : {}),
      ...(Array.isArray(stack) ? { stacks: stack } : {}),
      ...agreedBeforehand(flags),
      ...(typeof release === "string" ? { release } : {}),
      yes,
      out,
      signal,
    });
  },
};
