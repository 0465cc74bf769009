import type { Fault } from "./errors.ts";

/** Whose pages are made in QuickSight. */
interface PagesOwner {
  /** A QuickSight user, in the namespace `default`. */
  readonly author: string;
  /** Where the account subscribed to QuickSight. */
  readonly identityRegion: string;
}

/** What is wrong with the owner of pages; `name` makes a field of ours the caller's. */
export function quicksightFaults({ author, identityRegion }: PagesOwner, name = (field: string) => field): Fault[] {
  const faults: Fault[] = [];
  if (!/^[\w+=,.@/-]+$/.test(author))
    faults.push({ field: name("author"), got: author, want: "the name of a QuickSight user, without its ARN" });
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(identityRegion))
    faults.push({ field: name("identityRegion"), got: identityRegion, want: "a Region" });
  return faults;
}
