import type { Look } from "../look.ts";
import type { Found } from "./found.ts";
import type { Ours } from "./ours.ts";

/** Lists what exists of a few closely related types and is in no state. One file each; reads only. */
export interface Enumerator {
  /** Terraform's types that it tells about. */
  readonly types: readonly string[];
  /** What it tells about belongs to no Region, or is listed with that of all others: asked once. @default - each Region. */
  readonly everywhere?: true;
  /** Calls it makes, as IAM spells them. */
  readonly calls: readonly string[];
  /** Everything of these types that is ours and that no state has. A fault of AWS is thrown: nothing is then known. */
  unmanaged(look: Look, ours: Ours): Promise<readonly Found[]>;
}
