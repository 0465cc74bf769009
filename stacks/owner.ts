import type { Account } from "../environments/accounts.ts";
import type { Environment } from "../environments/environment.ts";
import type { StackOwner } from "./options.ts";

/** Resources of an environment are named after it. */
export const environmentOwner = (place: Environment): StackOwner => ({ place, team: place.cost.team });

/** Resources of an account are named after it, and its first team pays. */
export const accountOwner = (place: Account): StackOwner => ({ place, team: place.teams[0] ?? "" });
