import { z } from "zod";

/**
 * What was made outside Terraform and is to be taken into a state, in `environments/<env>.imports.json` (written by
 * `cap drift --adopt`): an import block each. A block of what a state has already does nothing, and may be taken out.
 */
export const imports = z.array(
  z.strictObject({
    /** Name of the state. */
    state: z.string(),
    /** Terraform's address; the code has to have a resource there. */
    to: z.string(),
    /** The id that the type's import wants. */
    id: z.string(),
  }),
);
/** One of {@link imports}. */
export type Import = z.infer<typeof imports>[number];
