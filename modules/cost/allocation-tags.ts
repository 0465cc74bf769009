import { CeCostAllocationTag } from "@cdktf/provider-aws/lib/ce-cost-allocation-tag/index.js";
import { Construct } from "constructs";

/** Tags that bills are broken down by; every resource has them (stacks/base.ts, stacks/component-tag.ts). */
export const costTags = ["Project", "Environment", "Stack", "Team", "Component"] as const;

/**
 * Switches our tags on in billing. AWS can switch on a tag only when it has seen it in use, up to a day after the first
 * resource carried it, and in an organisation only in the account that pays: an account whose first day this is has
 * `costTags: "wait"` (environments/accounts.ts).
 */
export class AllocationTags extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    for (const tag of costTags) new CeCostAllocationTag(this, tag.toLowerCase(), { tagKey: tag, status: "Active" });
  }
}
