import { quoted } from "../../report/quoted.ts";
import type { Blind, DriftReport, Finding } from "../finding.ts";

/** Where the next command has to look: the flags of the look that found it. */
type Looked = Pick<DriftReport, "flags">;

/** What to do about a finding. */
export interface NextStep {
  /** A command ready to paste, or a sentence where there is none. */
  readonly step: string;
  /** What to do instead where the finding is meant to stay: a sentence, then its command. */
  readonly instead?: { readonly words: string; readonly command: string };
}

/**
 * What to do next about a finding: what no state has is taken away, and adopted only once the code has it.
 *
 * @param cap how the reader calls CAP. @default - `cap`: of a page or a file, nobody knows who reads it where.
 */
export function nextStep({ flags }: Looked, f: Finding, cap = "cap"): NextStep {
  if (f.kind === "undeployed") return { step: `${cap} plan ${flags}` };
  if (f.kind !== "unmanaged") return { step: `${cap} drift ${flags} --fix` };
  const words = "if it is to stay: write it into the code, under a NAME, then";
  const command = `${cap} drift ${flags} --adopt ${quoted(`${f.type}.NAME=${f.resource}`)}`;
  return { step: f.remove ?? "remove it by hand: AWS has no call for it", instead: { words, command } };
}

/** The command after which a state can be looked at that reads what is not there yet; undefined of what else is blind. */
export const stepToSee = ({ flags }: Looked, { until }: Pick<Blind, "until">, cap = "cap"): string | undefined =>
  until && `${cap} apply ${flags} --stack ${until.map(quoted).join(" ")}`;

/** Why something could not be looked at, and what helps where that is known: on one line, the command as `show` writes it. */
export function blindInWords(
  looked: Looked,
  b: Blind,
  show: (command: string) => string,
  say: (sentence: string) => string = String,
): string {
  const step = stepToSee(looked, b);
  return step === undefined ? say(b.because) : `${say(b.because)}; next: ${show(step)}`;
}

/** The same on one line, each command as `show` writes it. */
export function nextInWords(looked: Looked, f: Finding, show: (command: string) => string): string {
  const { step, instead } = nextStep(looked, f);
  return instead === undefined ? show(step) : `${show(step)}; ${instead.words} ${show(instead.command)}`;
}
