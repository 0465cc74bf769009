import { OperatorError } from "../../contracts/errors.ts";
import { count } from "../checks/wording.ts";
import type { LookOptions } from "../probes/look.ts";
import { servicesReady } from "../up/ready.ts";

/** Not ready in time, or rolled back. Health tells which, so that the rehearsal can go on and tell everything. */
const expected: readonly string[] = ["CAP_SERVICES", "CAP_ROLLED_BACK"];

/** Waits until services run; when they do not, that is a finding of health and not the end. */
export async function waitForServices(
  at: () => LookOptions,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<string> {
  try {
    const { services, tasks } = await servicesReady(at, signal, say);
    return `${count(services, "service")}, ${count(tasks, "task")}`;
  } catch (error) {
    if (!(error instanceof OperatorError && expected.includes(error.code))) throw error;
    return error.message;
  }
}
