import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy/index.js";
import { Construct } from "constructs";
import { type Boundary, names } from "../../contracts/names.ts";
import { policyDocument, type Statement } from "../identity/policy.ts";
import { type CeilingProps, operatorsCeiling } from "./operators-ceiling.ts";
import { workloadsCeiling } from "./workloads-ceiling.ts";

/** What others need of the ceilings: the ARN of each. */
export type CeilingsOutputs = Readonly<Record<Boundary, string>>;

/** Permission boundaries: of every role that runs something of ours, and of CI. */
export class Ceilings extends Construct {
  readonly outputs: CeilingsOutputs;
  constructor(scope: Construct, id: string, props: CeilingProps) {
    super(scope, id);
    this.outputs = {
      workloads: this.ceiling("workloads", workloadsCeiling(props.place)),
      operators: this.ceiling("operators", operatorsCeiling(props)),
    };
  }

  private ceiling(boundary: Boundary, statements: readonly Statement[]): string {
    return new IamPolicy(this, boundary, {
      name: names.boundary(boundary),
      path: names.operatorPath,
      description: `Permission boundary: what roles of ${boundary} may do at most`,
      policy: policyDocument(statements),
      lifecycle: { preventDestroy: true },
    }).arn;
  }
}
