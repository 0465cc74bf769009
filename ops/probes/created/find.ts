import type { FindCreated } from "../../terraform/terraform.ts";
import { type LookOptions, openLook } from "../look.ts";
import { idByName } from "./by-name.ts";
import { idsLookedFor } from "./looked-for.ts";

/**
 * Finds what an apply that was cut off may have made, by what was planned for it. Reads only; asks the environment's own
 * Region, so that of what stands in another one only names are told.
 */
export const findAt =
  (at: () => LookOptions): FindCreated =>
  async (type, values) => {
    const options = at();
    const named = idByName(type, values, options.env);
    if (named !== undefined) return [named];
    const look = openLook(options);
    try {
      return await idsLookedFor(look, type, values);
    } finally {
      look.close();
    }
  };
