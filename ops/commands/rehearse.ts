import { OperatorError } from "../../contracts/errors.ts";
import type { Environment } from "../../environments/environment.ts";
import { atRecoverySite } from "../../environments/recovery-site.ts";
import type { Command } from "../command.ts";
import { again, toldHere } from "../report/again.ts";

/** `cap rehearse`: apply an environment's real shape to a fresh emulated AWS, and see that it holds. */
export const rehearse: Command = {
  verb: "rehearse",
  summary: "apply an environment's real shape to a fresh emulated AWS and see that it holds",
  description:
    "Applies every state of an environment to an emulated AWS of its own, makes the topics of its bus, plans once more " +
    "(nothing may change, nothing may have drifted), looks at its health, and destroys it: of a disposable environment nothing may be left, a " +
    "protected one has to refuse. Then the emulated AWS is thrown away. Needs no AWS account. What the emulated AWS " +
    "cannot answer is listed with the reason; everything else has to be fine. Exit codes: 0 ok, 2 findings.",
  flags: [
    {
      flag: "--site <name>",
      doc: "recovery: runtime built anew from the copies in the recovery Region; primary without it",
    },
    { flag: "--keep", doc: "destroy nothing and leave it up; other commands reach it with --emulated" },
    { flag: "--discard", doc: "only throw a kept rehearsal away" },
    {
      flag: "--from <revision>",
      doc: "apply this revision first, then ours, and show what is replaced; a first apply without it",
    },
    {
      flag: "--plans <dir>",
      doc: "keep every state's plan after the apply as JSON in this folder, secrets included; none is kept without it",
    },
    {
      flag: "--report <file>",
      doc: "write the report as well: the page of docs/generated for .md, everything as JSON else",
    },
  ],
  examples: [
    "cap rehearse --env prod",
    "cap rehearse --env prod --site recovery --json",
    "cap rehearse --env staging --profile window --keep && cap health --env staging --emulated",
    "cap rehearse --env dev --from main",
  ],
  environment: "acts",
  leftBehind: (env) =>
    `Terraform and the emulated AWS of ${env.name} may still run; what ends them: ${again("rehearse", { env, emulated: false }, "--discard")}`,
  async run({ env, flags, out, signal }) {
    const there = flags["site"] === undefined ? env : atSite(env, flags["site"]);
    // A rehearsal never leaves the emulated AWS, whether it was told so or not.
    toldHere({ env: there, emulated: true });
    const { discard, rehearse } = await import("../rehearse/rehearse.ts");
    if (flags["discard"] === true) return await discard({ env: there, out });
    const { from, plans, report } = flags;
    return await rehearse({
      env: there,
      keep: flags["keep"] === true,
      ...(typeof from === "string" ? { from } : {}),
      ...(typeof plans === "string" ? { plans } : {}),
      ...(typeof report === "string" ? { report } : {}),
      out,
      signal,
    });
  },
};

function atSite(env: Environment, site: unknown): Environment {
  if (site === "primary") return env;
  const found = site === "recovery" ? atRecoverySite(env) : undefined;
  if (found !== undefined) return found;
  const want = site === "recovery" ? `${env.name} keeps no copies in another Region` : "want primary or recovery";
  throw new OperatorError("CAP_BAD_FLAG", `--site is "${String(site)}"; ${want}; nothing was started`, [
    again("rehearse", { env, emulated: false }),
  ]);
}
