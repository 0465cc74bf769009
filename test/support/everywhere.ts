import { everyProfile } from "../../environments/index.ts";
import { sites } from "../../stacks/options.ts";
import { type Resource, type Synthesised, synthesised } from "./synthesised.ts";

/** Every environment in every profile, and anew in its recovery Region where it has one. */
export const everywhere: readonly Synthesised[] = everyProfile.flatMap((environment) =>
  sites
    .filter((site) => site === "primary" || environment.recovery.kind === "pilot-light")
    .map((site) => synthesised({ environment, site })),
);

/** Every resource of a type, of all of them. */
export const every = (type: string): readonly Resource[] => everywhere.flatMap((one) => one.of(type));
