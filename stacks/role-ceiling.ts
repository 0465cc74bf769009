import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import type { IAspect } from "cdktf";
import type { IConstruct } from "constructs";
import { names } from "../contracts/names.ts";

/** Puts every role under a permission boundary, whichever module made it; those of operators bring their own. */
export class RoleCeiling implements IAspect {
  private readonly boundary: string;
  constructor(boundary: string) {
    this.boundary = boundary;
  }

  visit(node: IConstruct): void {
    if (!(node instanceof IamRole) || node.pathInput === names.operatorPath) return;
    node.permissionsBoundary = this.boundary;
  }
}
