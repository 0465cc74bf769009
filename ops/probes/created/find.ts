import { OperatorError } from "../../../contracts/errors.ts";
import type { FindCreated, ToCreate } from "../../terraform/terraform.ts";
import { type LookOptions, openLook } from "../look.ts";
import { idByName } from "./by-name.ts";
import { idsLookedFor } from "./looked-for.ts";

/**
 * Finds what an apply that was cut off may have made, by what was planned for it. Reads only; asks the environment's own
 * Region, so that of what stands in another one only names are told. OperatorError CAP_NOT_LOOKED when AWS does not answer:
 * of much of it AWS would make a second one without a word.
 */
export const findAt =
  (at: () => LookOptions): FindCreated =>
  async (resources) => {
    const look = openLook(at());
    const faults: string[] = [];
    const idsOf = async ({ type, values }: ToCreate): Promise<readonly string[]> => {
      const named = idByName(type, values, look.env);
      if (named !== undefined) return [named];
      return await idsLookedFor(look, type, values).catch((fault: Error) => {
        faults.push(`${type}: ${fault.message}`);
        return [];
      });
    };
    try {
      const found = await Promise.all(resources.map(idsOf));
      look.signal?.throwIfAborted();
      if (faults.length > 0) throw notLooked(faults);
      return found;
    } finally {
      look.close();
    }
  };

function notLooked(faults: readonly string[]): OperatorError {
  const told = [...new Set(faults)];
  return new OperatorError(
    "CAP_NOT_LOOKED",
    [
      "an apply that was cut off may have made what nobody could look for now; nothing was changed",
      ...told.slice(0, 5).map((fault) => `  ${fault}`),
    ].join("\n"),
    ["run the same command again; where a right is missing, as who may read it"],
  );
}
