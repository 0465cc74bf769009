import { paginateGetResources, ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import type { Look } from "./look.ts";
import { everything } from "./pages.ts";

/**
 * ARNs of what carries the tag Environment with one of these values in the Region, and the value. AWS's index lags a
 * minute behind, still has what was deleted lately, and knows no IAM role.
 */
export async function taggedArns(look: Look, values: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const client = look.client(ResourceGroupsTaggingAPIClient);
  const asked = { TagFilters: [{ Key: "Environment", Values: [...values] }], ResourcesPerPage: 100 };
  const all = await everything(look, paginateGetResources({ client }, asked), (page) => page.ResourceTagMappingList);
  const entries = all.flatMap(({ ResourceARN: arn, Tags = [] }): [string, string][] => {
    const value = Tags.find((tag) => tag.Key === "Environment")?.Value;
    return arn === undefined || value === undefined ? [] : [[arn, value]];
  });
  return new Map(entries);
}
