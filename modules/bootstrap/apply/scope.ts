import type { Place } from "../../../contracts/names.ts";
import { allow, type Statement } from "../../identity/policy.ts";

/** Where CI applies. */
export interface ApplyScope {
  readonly place: Place;
  /** Regions that the account's environments live in or recover to. */
  readonly regions: readonly string[];
}

/** `actions("sqs", "CreateQueue DeleteQueue")`: what one service is asked to do. */
export const actions = (service: string, list: string): string[] =>
  list
    .trim()
    .split(/\s+/)
    .map((name) => `${service}:${name}`);

/** ARNs of things of the account whose names begin with `cap-`, by what stands before the name: `table/`. */
export const named = ({ place }: Pick<ApplyScope, "place">, service: string, ...kinds: readonly string[]): string[] =>
  kinds.map((kind) => `arn:aws:${service}:*:${place.account}:${kind}cap-*`);

/** The same for services whose ARNs carry no name of ours: everything of the account of this kind. */
export const kept = ({ place }: Pick<ApplyScope, "place">, service: string, ...kinds: readonly string[]): string[] =>
  kinds.map((kind) => `arn:aws:${service}:*:${place.account}:${kind}*`);

/** A statement held to our Regions as well. */
export const onlyIn = ({ regions }: ApplyScope, statement: Statement): Statement => ({
  ...statement,
  Condition: {
    ...statement.Condition,
    StringEquals: { ...statement.Condition?.["StringEquals"], "aws:RequestedRegion": regions },
  },
});

/** Allows what AWS can scope to no resource: held to our Regions. Source: service authorization reference. */
export const inRegions = (scope: ApplyScope, wanted: readonly string[]): Statement =>
  onlyIn(scope, allow(wanted, ["*"]));
