import type { Fault } from "../contracts/errors.ts";

/** Says what a field has to be; what it is not becomes a fault. */
export type Want = (ok: boolean, field: string, got: unknown, wanted: string) => void;

/** Every fault that a judge says, in its order. */
export function faultsOf(judge: (want: Want) => void): Fault[] {
  const faults: Fault[] = [];
  judge((ok, field, got, wanted) => {
    if (!ok) faults.push({ field, got, want: wanted });
  });
  return faults;
}
