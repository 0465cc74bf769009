import { join } from "node:path";
import type { Environment } from "../../environments/environment.ts";
import { environmentHome } from "../home.ts";

/** What a look was pointed at: looks at two of these tell nothing about each other, though both bear one name. */
export interface Reach {
  readonly env: Environment;
  /** Whether the emulated AWS stands in for AWS. */
  readonly emulated: boolean;
}

/** Folder of what looks at this leave on this machine: `.cap/prod/drift/aws-123456789012-lean`. */
export const reachHome = ({ env, emulated }: Reach): string =>
  join(environmentHome(env), "drift", `${emulated ? "emulated" : "aws"}-${env.account}-${env.profile.name}`);

/** The same for a person: `prod (lean) on the emulated AWS`. */
export const reachInWords = ({ env, emulated }: Reach): string =>
  `${env.name} (${env.profile.name}) ${emulated ? "on the emulated AWS" : `in account ${env.account}`}`;
