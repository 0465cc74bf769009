import { allow, type Grant } from "../../identity/policy.ts";
import { type ApplyScope, actions } from "./scope.ts";

/** Budgets, and what Cost Explorer watches: it has one endpoint for all Regions, ids that AWS makes up, and none before. */
export const costWrites = ({ place }: ApplyScope): Grant => [
  allow(actions("budgets", "ModifyBudget TagResource UntagResource"), [
    `arn:aws:budgets::${place.account}:budget/cap-*`,
  ]),
  allow(actions("ce", known), [`arn:aws:ce::${place.account}:*`]),
  allow(actions("ce", unknown), ["*"]),
];

const known = `DeleteAnomalyMonitor UpdateAnomalyMonitor DeleteAnomalySubscription UpdateAnomalySubscription
  DeleteCostCategoryDefinition UpdateCostCategoryDefinition TagResource UntagResource`;
const unknown = `CreateAnomalyMonitor CreateAnomalySubscription CreateCostCategoryDefinition UpdateCostAllocationTagsStatus
  ListCostAllocationTags`;
