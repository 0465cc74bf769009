import type { PlanDocument, PriorResource, ResourceChange } from "../../ops/terraform/show.ts";

/** A change of one resource, as `terraform show -json` tells it. */
export const changeOf = (address: string, change: Partial<ResourceChange["change"]>): ResourceChange => ({
  address,
  mode: address.startsWith("data.") ? "data" : "managed",
  type: address.split(".").at(-2) ?? "",
  change: {
    actions: ["update"],
    before: {},
    after: {},
    before_sensitive: {},
    after_sensitive: {},
    after_unknown: {},
    replace_paths: [],
    ...change,
  },
});

/** A resource of a state. */
export const heldResource = (
  address: string,
  values: PriorResource["values"],
  depends_on: readonly string[] = [],
): PriorResource => ({
  address,
  mode: "managed",
  type: address.split(".").at(-2) ?? "",
  values,
  depends_on: [...depends_on],
});

/** A plan with these parts. */
export const planWith = (parts: Partial<PlanDocument> & { readonly held?: PriorResource[] }): PlanDocument => ({
  resource_changes: parts.resource_changes ?? [],
  resource_drift: parts.resource_drift ?? [],
  output_changes: parts.output_changes ?? {},
  prior_state: { values: { root_module: { resources: parts.held ?? [] } } },
});
