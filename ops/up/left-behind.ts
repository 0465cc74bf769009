import type { Environment } from "../../environments/environment.ts";
import { again } from "../report/again.ts";

/** What `cap up` or `cap down` may leave running when it is not given the time to clean up, and what ends it. */
export function mayStillRun(env: Environment): string {
  const told = { env, emulated: true };
  return `Terraform and the emulated AWS of ${env.name} may still run; ${again("up", told)} goes on, ${again("down", told)} ends them`;
}
