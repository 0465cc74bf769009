import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import type { IAspect } from "cdktf";
import type { IConstruct } from "constructs";

/**
 * A plan that has no use for a log group any more takes it out of the state and leaves it in AWS, whichever module made it:
 * what a service said before it was removed may still have to be read. Its lines end with their retention; the empty group
 * stays, and drift tells of it as of anything that no state has.
 */
export class KeptLogs implements IAspect {
  visit(node: IConstruct): void {
    if (node instanceof CloudwatchLogGroup) node.skipDestroy = true;
  }
}
