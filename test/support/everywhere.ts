import { everyProfile } from "../../environments/index.ts";
import { sites } from "../../stacks/options.ts";
import { type Synthesised, synthesised } from "./synthesised.ts";

/** Every environment in every profile, and anew in its recovery Region where it has one. */
export const everywhere: readonly Synthesised[] = everyProfile.flatMap((environment) =>
  sites
    .filter((site) => site === "primary" || environment.recovery.kind === "pilot-light")
    .map((site) => synthesised({ environment, site })),
);
