import { knownLater } from "../terraform/differences.ts";
import type { Change } from "./plans.ts";

/** Why something is made anew that nobody has changed. */
export const madeAnew = "was cut off while it was made, so it is made anew";

/** Whether a resource is made anew for that: Terraform's state says so, or we asked it to, of what it is to take in. */
export const wasCutOff = ({ reason }: Pick<Change, "reason">): boolean =>
  reason === "tainted" || reason === "requested";

/** What is told of a change: nobody wonders that what is made anew for that gets another id. */
export const toldAttributes = (c: Pick<Change, "reason" | "attributes">): Change["attributes"] =>
  wasCutOff(c) ? c.attributes.filter((a) => a.after !== knownLater) : c.attributes;
