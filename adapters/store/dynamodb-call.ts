import { type AwsFaultKind, awsFault } from "../aws/fault.ts";
import { StoreError } from "./port.ts";

const codes: Record<AwsFaultKind, StoreError["code"]> = {
  denied: "denied",
  missing: "missing-table",
  conflict: "exists",
  throttled: "throttled",
  full: "unavailable",
  unavailable: "unavailable",
  invalid: "invalid",
};

/** Runs one request; what it throws becomes a StoreError that says what was being done. */
export async function dynamoCall<T>(doing: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const fault = awsFault(error);
    throw new StoreError(codes[fault.kind], `${doing}: ${fault.message}`, fault.retry, { cause: error });
  }
}
