import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter/index.js";
import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";

/** What a stack tells ops, in one of the shapes of contracts/manifest.ts. */
export interface ManifestProps<Shape extends { readonly commit: string }> {
  readonly place: Place;
  /** Name of the stack. */
  readonly stack: string;
  /** The only thing in an environment that carries the commit, so that another commit alone changes nothing else. */
  readonly content: Shape;
}

/** A manifest in SSM Parameter Store, below the 4 KB of a standard parameter. */
export class Manifest<Shape extends { readonly commit: string }> extends Construct {
  constructor(scope: Construct, id: string, { place, stack, content }: ManifestProps<Shape>) {
    super(scope, id);
    new SsmParameter(this, "parameter", {
      name: names.manifest(place, stack),
      description: `What ops know of ${names.prefix(place)}, stack ${stack}`,
      type: "String",
      tier: "Standard",
      value: JSON.stringify(content),
    });
  }
}
