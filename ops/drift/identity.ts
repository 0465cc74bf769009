import { createHash } from "node:crypto";
import type { Difference } from "./finding.ts";

/**
 * The id of a difference, the same from run to run: `drift-` and the first twelve hexadecimal digits of a SHA-256.
 *
 * Of what differs, not of the values: an issue stays one issue while the value moves on. The state is part of it, for two
 * states may use one address.
 */
export function idOf(environment: string, d: Difference): string {
  const subject =
    d.address === undefined ? [d.type, d.resource, ...[d.region ?? []].flat()] : [d.state ?? "", d.address];
  // Whether it has an address is told too: a type and an id must not pass for a state and an address.
  const parts = [environment, d.kind, d.address === undefined ? "unmanaged" : "managed", ...subject, d.attribute];
  return `drift-${createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 12)}`;
}
