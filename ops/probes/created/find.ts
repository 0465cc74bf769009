import type { FindCreated, ToCreate } from "../../terraform/terraform.ts";
import { type LookOptions, openLook } from "../look.ts";
import { idByName } from "./by-name.ts";
import { idsLookedFor } from "./looked-for.ts";

/**
 * Finds what an apply that was cut off may have made, by what was planned for it. Reads only; asks the environment's own
 * Region, so that of what stands in another one only names are told.
 */
export const findAt =
  (at: () => LookOptions): FindCreated =>
  async (resources) => {
    const look = openLook(at());
    const idsOf = async ({ type, values }: ToCreate): Promise<readonly string[]> => {
      const named = idByName(type, values, look.env);
      return named === undefined ? await idsLookedFor(look, type, values) : [named];
    };
    try {
      // Who may not look, or gets no answer, plans all the same: an apply then says what exists already.
      return await Promise.all(resources.map((resource) => idsOf(resource).catch(() => [])));
    } finally {
      look.close();
    }
  };
