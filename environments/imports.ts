import { z } from "zod";

/**
 * What was made outside Terraform and is to be taken into a state, in `environments/<env>.imports.json` (written by
 * `cap drift --adopt`): an import block each. A block of what a state has already does nothing, and may be taken out. What
 * one AWS calls a resource says nothing to another, nor does what it is called in one Region: a block holds where it was
 * made.
 */
export const imports = z.array(
  z.strictObject({
    /** Name of the state. */
    state: z.string(),
    /** Terraform's address; the code has to have a resource there. */
    to: z.string(),
    /** The id that the type's import wants. */
    id: z.string(),
    /** Holds on the emulated AWS. @default - in AWS. */
    emulated: z.literal(true).optional(),
    /** Holds where the environment is built anew. @default - in its own Region. */
    site: z.literal("recovery").optional(),
  }),
);
/** One of {@link imports}. */
export type Import = z.infer<typeof imports>[number];

/** Where blocks hold. */
export interface ImportPlace {
  readonly emulated: boolean;
  readonly site: "primary" | "recovery";
}

/** What a block says that was made there. */
export const markOf = ({ emulated, site }: ImportPlace): Pick<Import, "emulated" | "site"> => ({
  ...(emulated ? { emulated } : {}),
  ...(site === "recovery" ? { site } : {}),
});

/** Those of the blocks that hold there. */
export const importsAt = ({ emulated, site }: ImportPlace, blocks: readonly Import[]): readonly Import[] =>
  blocks.filter((b) => (b.emulated ?? false) === emulated && (b.site ?? "primary") === site);
