import { priorResources, type ResourceChange } from "../terraform/show.ts";
import type { SeenState } from "./seen-state.ts";
import { differencesIn, staysAsItIs } from "./undeployed.ts";

/**
 * A resource that nobody touched and that changes all the same when others are put back: the alias of a function, which
 * gets another version. Left behind, it would look as if somebody had not applied the code.
 */
export interface Follower {
  readonly state: string;
  readonly address: string;
  /** What it follows: addresses that drifted, in the same state. */
  readonly after: readonly string[];
}

/** What changes only because something that drifted is put back. */
export const followersIn = (states: readonly SeenState[]): readonly Follower[] => states.flatMap(followersOf);

function followersOf({ state, plan }: SeenState): readonly Follower[] {
  const drifted = new Set(plan.resource_drift.map((r) => r.address));
  const changing = plan.resource_changes.filter((r) => r.mode === "managed" && !staysAsItIs(r));
  const undeployed = new Set(changing.filter((r) => differencesIn(state, r, plan).length > 0).map((r) => r.address));
  const made = new Map(priorResources(plan).map((r) => [r.address, r.depends_on]));
  const followsDrift = (r: ResourceChange): readonly Follower[] => {
    const causes = changing.map((c) => c.address).filter((a) => made.get(r.address)?.includes(a) === true);
    // What the code has otherwise is not put back, and what follows from that waits for it.
    if (causes.some((a) => undeployed.has(a))) return [];
    const after = causes.filter((a) => drifted.has(a));
    return after.length === 0 ? [] : [{ state, address: r.address, after }];
  };
  return changing.filter((r) => !drifted.has(r.address) && !undeployed.has(r.address)).flatMap(followsDrift);
}

/**
 * What is to be planned so that something is put back: that, and what follows from nothing else.
 *
 * @param mending addresses that are put back, by state
 */
export const withFollowers = (
  mending: ReadonlyMap<string, readonly string[]>,
  followers: readonly Follower[],
): ReadonlyMap<string, readonly string[]> =>
  new Map(
    [...mending].map(([state, addresses]) => {
      const follow = followers.filter((f) => f.state === state && f.after.every((a) => addresses.includes(a)));
      return [state, [...addresses, ...follow.map((f) => f.address)]];
    }),
  );
