import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { Aspects, type IAspect, TerraformResource, type TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { StackOptions, StackOwner } from "./options.ts";
import { awsOf } from "./provider.ts";

/** Where a part of a stack is made. */
export interface ElsewhereProps {
  readonly owner: StackOwner;
  readonly region: string;
  readonly emulated: StackOptions["emulated"];
}

/**
 * A part of a stack whose resources are made in another Region than the rest: for what AWS keeps in one Region only. Each
 * Region costs Terraform one more process of the provider, about 390 MB.
 */
export class Elsewhere extends Construct {
  constructor(scope: TerraformStack, id: string, { owner, region, emulated }: ElsewhereProps) {
    super(scope, id);
    const there = { ...owner, place: { ...owner.place, region } };
    const provider = new AwsProvider(this, "aws", {
      ...awsOf(scope.node.id, there, { emulated }),
      alias: region,
    });
    Aspects.of(this).add(new Through(provider));
  }
}

class Through implements IAspect {
  private readonly provider: AwsProvider;
  constructor(provider: AwsProvider) {
    this.provider = provider;
  }

  visit(node: IConstruct): void {
    if (TerraformResource.isTerraformResource(node)) node.provider = this.provider;
  }
}
