import { join } from "node:path";
import { z } from "zod";

/**
 * What was made outside Terraform and is to be taken into a state, written by `cap drift --adopt`: an import block each.
 * What is in AWS stands in `environments/<env>.imports.json`; an emulated AWS is of one machine, and what it calls a
 * resource is kept beside its states ({@link importsBeside}). A block of what a state has already does nothing, and may be
 * taken out.
 */
export const imports = z.array(
  z.strictObject({
    /** Name of the state. */
    state: z.string(),
    /** Terraform's address; the code has to have a resource there. */
    to: z.string(),
    /** The id that the type's import wants. */
    id: z.string(),
    /** Holds where the environment is built anew. @default - in its own Region. */
    site: z.literal("recovery").optional(),
  }),
);
/** One of {@link imports}. */
export type Import = z.infer<typeof imports>[number];

/** File of the blocks of an emulated AWS: it goes when its states go, and a fresh one is not asked for what it never had. */
export const importsBeside = (states: string): string => join(states, "imports.json");

/** Those of the blocks that hold at a site: runtime is another there, and the account's states are none of its. */
export const importsAt = (site: "primary" | "recovery", blocks: readonly Import[]): readonly Import[] =>
  blocks.filter((b) => (b.site ?? "primary") === site);
