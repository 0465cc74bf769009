import { type IAspect, TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

interface Taggable {
  tags?: Record<string, string>;
  readonly tagsInput?: Record<string, string>;
}

const isTaggable = (node: IConstruct): node is IConstruct & Taggable =>
  TerraformResource.isTerraformResource(node) && "tagsInput" in node;

/** Tags every resource with the part of its stack that it belongs to (`network`, `lake`, `collect`): the key of costs. */
export class ComponentTag implements IAspect {
  visit(node: IConstruct): void {
    if (!isTaggable(node)) return;
    const stack = TerraformStack.of(node);
    const part = node.node.scopes[stack.node.scopes.length];
    if (part !== undefined) node.tags = { ...node.tagsInput, Component: part.node.id };
  }
}
