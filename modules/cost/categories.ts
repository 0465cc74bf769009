import { CeCostCategory } from "@cdktf/provider-aws/lib/ce-cost-category/index.js";
import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";

/** How bills are read. */
export interface CategoriesProps {
  readonly place: Place;
}

/** What each category is made from, and what cost without the tag is called in it. */
const sources = {
  // A part of a stack: `lake`, `streaming`, `collect`.
  service: { tag: "Component", otherwise: "outside the platform" },
  team: { tag: "Team", otherwise: "nobody's" },
} as const;

/** Cost categories by service of the platform and by team. They take a tag's values as they come: a new part needs no rule. */
export class Categories extends Construct {
  constructor(scope: Construct, id: string, { place }: CategoriesProps) {
    super(scope, id);
    for (const [name, { tag, otherwise }] of Object.entries(sources))
      new CeCostCategory(this, name, {
        name: names.of(place, name),
        ruleVersion: "CostCategoryExpression.v1",
        defaultValue: otherwise,
        rule: [{ type: "INHERITED_VALUE", inheritedValue: { dimensionName: "TAG", dimensionKey: tag } }],
      });
  }
}
