import { OperatorError } from "../../contracts/errors.ts";
import { meant } from "../../contracts/nearest.ts";
import type { StateFolder } from "../terraform/terraform.ts";

/** The states that were asked for, in their order. */
export function chosen(folders: readonly StateFolder[], names: readonly string[] | undefined): readonly StateFolder[] {
  if (names === undefined) return folders;
  const known = folders.map((f) => f.name);
  const strange = names.filter((name) => !known.includes(name));
  if (strange.length > 0)
    throw new OperatorError("CAP_NO_STACK", `there is no state ${strange.join(", ")}; nothing was done`, [
      ...strange.flatMap((name) => meant(name, known)),
      `there are: ${known.join(", ")}`,
    ]);
  return folders.filter((f) => names.includes(f.name));
}
