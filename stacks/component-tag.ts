import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group/index.js";
import { LaunchTemplate, type LaunchTemplateTagSpecifications } from "@cdktf/provider-aws/lib/launch-template/index.js";
import { type IAspect, TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

interface Taggable {
  tags?: Record<string, string>;
  readonly tagsInput?: Record<string, string>;
}

type Tags = Readonly<Record<string, string>>;

const isTaggable = (node: IConstruct): node is IConstruct & Taggable =>
  TerraformResource.isTerraformResource(node) && "tagsInput" in node;

/**
 * Tags every resource with the part of its stack that it belongs to (`network`, `lake`, `collect`): the key of costs.
 * What Auto Scaling starts in its own name, and its groups, get the stack's tags as well: the provider's default tags
 * do not reach them.
 */
export class ComponentTag implements IAspect {
  readonly #ofStack: Tags;
  /** @param ofStack default tags of the stack's provider */
  constructor(ofStack: Tags) {
    this.#ofStack = ofStack;
  }

  visit(node: IConstruct): void {
    const stack = TerraformStack.of(node);
    const part = node.node.scopes[stack.node.scopes.length];
    if (part === undefined) return;
    const own = { Component: part.node.id };
    if (isTaggable(node)) node.tags = { ...node.tagsInput, ...own };
    if (node instanceof LaunchTemplate) tagStarted(node, { ...this.#ofStack, ...own });
    if (node instanceof AutoscalingGroup) tagGroup(node, { ...this.#ofStack, ...own });
  }
}

/** Gives tags to what is started from a template: an instance, and its volumes. */
function tagStarted(template: LaunchTemplate, tags: Tags): void {
  const given = (template.tagSpecificationsInput ?? []) as LaunchTemplateTagSpecifications[];
  template.putTagSpecifications(given.map((one) => ({ ...one, tags: { ...one.tags, ...tags } })));
}

/** Gives tags to a group alone: what it starts has those of its template. */
function tagGroup(group: AutoscalingGroup, tags: Tags): void {
  const given = (group.tagInput ?? []) as readonly { key: string; value: string; propagateAtLaunch: boolean }[];
  const more = Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: false }));
  group.putTag([...given, ...more]);
}
