import type { Environment } from "../../environments/environment.ts";

/** What `cap up` or `cap down` may leave running when it is not given the time to clean up, and what ends it. */
export function mayStillRun({ name }: Environment): string {
  const which = name === "local" ? "--env local" : `--env ${name} --emulated`;
  return `Terraform and the emulated AWS of ${name} may still run; cap up ${which} goes on, cap down ${which} ends them`;
}
