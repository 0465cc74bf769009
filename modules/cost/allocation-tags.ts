import { CeCostAllocationTag } from "@cdktf/provider-aws/lib/ce-cost-allocation-tag/index.js";
import { Construct } from "constructs";

/** Tags that bills are broken down by; every resource has them (stacks/base.ts, stacks/component-tag.ts). */
export const costTags = ["Project", "Environment", "Stack", "Team", "Component"] as const;

/**
 * Switches our tags on in billing. AWS can switch on a tag only when it has seen it in use, up to a day after the first
 * resource carried it, and in an organisation only in the account that pays: each account begins with `costTags: "wait"`
 * (environments/accounts.ts), and docs/runbooks/account-new.md says when to switch.
 */
export class AllocationTags extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    for (const tag of costTags) new CeCostAllocationTag(this, tag.toLowerCase(), { tagKey: tag, status: "Active" });
  }
}
