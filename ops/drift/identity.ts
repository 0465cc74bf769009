import { createHash } from "node:crypto";
import type { BaselineLine } from "./baseline-file.ts";
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
  return `drift-${hashOf(parts)}`;
}

/**
 * The id of a line of a baseline: `baseline-` and twelve such digits.
 *
 * Of what the line is about, not of where it stands or what it says of that: lines above it come and go.
 *
 * @param nth how many lines before it are about the same
 */
export function idOfLine(file: string, line: BaselineLine, nth: number): string {
  return `baseline-${hashOf([file, ...partsOf(line), nth])}`;
}

/** Whether two lines are about the same. */
export const sameSubject = (a: BaselineLine, b: BaselineLine): boolean =>
  JSON.stringify(partsOf(a)) === JSON.stringify(partsOf(b));

const partsOf = (line: BaselineLine): readonly unknown[] =>
  "address" in line
    ? ["managed", line.state ?? "", line.address, line.attribute ?? ""]
    : ["unmanaged", line.type, line.resource, line.attribute ?? ""];

/** Whether an id is one of a line of a baseline, not of a difference. */
export const isOfLine = (id: string): boolean => id.startsWith("baseline-");

const hashOf = (parts: readonly unknown[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 12);
