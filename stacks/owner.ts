import { names, type Place } from "../contracts/names.ts";
import { type Account, accounts } from "../environments/accounts.ts";
import type { Environment } from "../environments/environment.ts";
import type { StackOwner } from "./options.ts";

const ceilingOf = (place: Place): Pick<StackOwner, "ceiling"> =>
  accounts[place.account] === undefined ? {} : { ceiling: names.boundaryArn(place, "workloads") };

/** Resources of an environment are named after it. */
export const environmentOwner = (place: Environment): StackOwner => ({
  place,
  team: place.cost.team,
  safety: place.safety,
  ...ceilingOf(place),
});

/** Resources of an account are named after it, and its first team pays. */
export const accountOwner = (place: Account): StackOwner => ({
  place,
  team: place.teams[0] ?? "",
  safety: place.safety,
  ...ceilingOf(place),
});
