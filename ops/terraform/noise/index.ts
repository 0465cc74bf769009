import { bookkeeping } from "./bookkeeping.ts";
import { nullAgainstEmpty } from "./empty.ts";
import { groupRules } from "./group-rules.ts";
import { addressInUse, balancersOfTargetGroup, routes, subnetsOfDefaultAcl } from "./network-neighbours.ts";
import { order } from "./order.ts";
import { attachmentCount, rolePolicies } from "./role-policies.ts";
import type { NoiseRule } from "./rule.ts";
import { saidTwice } from "./said-twice.ts";
import { protocolNumber, toldDefault } from "./spelling.ts";
import { tableReplicas } from "./table-replicas.ts";
import { toldByAnother } from "./told-by-another.ts";

/** Every rule; a difference is noise when one of them explains it. */
export const rules: readonly NoiseRule[] = [
  nullAgainstEmpty,
  order,
  protocolNumber,
  toldDefault,
  bookkeeping,
  saidTwice,
  toldByAnother,
  rolePolicies,
  attachmentCount,
  groupRules,
  routes,
  subnetsOfDefaultAcl,
  balancersOfTargetGroup,
  addressInUse,
  tableReplicas,
];
