import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Actor, Finding } from "./finding.ts";

const memory = z.record(
  z.string(),
  z.object({
    since: z.iso.datetime(),
    did: z.object({ who: z.string(), at: z.iso.datetime(), call: z.string(), what: z.string() }).exactOptional(),
  }),
);

/**
 * Of each finding that is still there, by its id: when it began, and who did it, by which call and `what` it was (a hash:
 * a value may be secret). ISO 8601, UTC.
 */
export type Memory = Readonly<z.infer<typeof memory>>;

/** What memory goes by. */
type Remembered = Pick<Finding, "id" | "since" | "by" | "after" | "detail">;

/**
 * Since when a finding is there and who did it: as CloudTrail tells, else as memory knows; what nobody tells began with
 * this look. CloudTrail forgets after 90 days, and an emulated one with its process. Who made one value is not said to
 * have made the next.
 *
 * @param by as CloudTrail tells now
 */
export function datedBy(
  known: Memory,
  d: Pick<Remembered, "id" | "after" | "detail">,
  { at, by }: { readonly at: string; readonly by?: Actor | undefined },
): Pick<Finding, "since" | "by"> {
  const { since = at, did } = known[d.id] ?? {};
  const actor = by ?? (did?.what === whatOf(d) ? { who: did.who, at: did.at, call: did.call } : undefined);
  return actor === undefined ? { since } : { since: [actor.at, since].toSorted()[0] ?? since, by: actor };
}

/**
 * The memory after a look. What is gone is forgotten, so that its return is new; but only a look that saw everything
 * (`seesAll` of its report) can tell that something is gone.
 */
export function remember(
  known: Memory,
  findings: readonly Remembered[],
  { sawAll }: { readonly sawAll: boolean },
): Memory {
  const seen = Object.fromEntries(
    findings.map((f) => [
      f.id,
      { since: f.since, ...(f.by === undefined ? {} : { did: { ...f.by, what: whatOf(f) } }) },
    ]),
  );
  return sawAll ? seen : { ...known, ...seen };
}

const whatOf = ({ after, detail = "" }: Pick<Remembered, "after" | "detail">): string =>
  createHash("sha256")
    .update(JSON.stringify([after, detail]))
    .digest("hex");

const fileIn = (home: string): string => join(home, "memory.json");

/** The memory kept in a folder (`reachHome`); empty when there is none, or none that can be read. */
export async function readMemory(home: string): Promise<Memory> {
  try {
    return memory.parse(JSON.parse(await readFile(fileIn(home), "utf8")));
  } catch {
    return {};
  }
}

/** Keeps the memory. Where nothing can be written (a read-only disk, a full one) the next look just knows less. */
export async function writeMemory(home: string, news: Memory): Promise<void> {
  const own = `${fileIn(home)}.${process.pid}`;
  try {
    await mkdir(home, { recursive: true });
    await writeFile(own, JSON.stringify(news));
    await rename(own, fileIn(home));
  } catch {
    // A look must not fail for want of a note about it.
  }
}
