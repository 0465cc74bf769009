import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { costTags } from "../../modules/cost/allocation-tags.ts";
import { root } from "../../ops/home.ts";
import type { Resource } from "../support/synthesised.ts";
import { type Property, plant } from "./property.ts";

const known = new Map<string, boolean>();

/** Whether the provider's own class takes tags; `tags_all` is what it computes from the provider's default tags. */
function isTaggable(type: string): boolean {
  const cached = known.get(type);
  if (cached !== undefined) return cached;
  const file = join(
    root,
    "node_modules/@cdktf/provider-aws/lib",
    type.replace(/^aws_/, "").replaceAll("_", "-"),
    "index.d.ts",
  );
  const found = existsSync(file) && /readonly tagsAll\?:/.test(readFileSync(file, "utf8"));
  known.set(type, found);
  return found;
}

type Tags = Readonly<Record<string, string>>;

/** Tags that bills are read by and that are not there. */
const missing = (given: Tags | undefined): readonly string[] => costTags.filter((tag) => given?.[tag] === undefined);

/** What Auto Scaling starts, each with its tags: the provider's default tags do not reach it, so it has all of them itself. */
function started({ type, has }: Resource): readonly (readonly [string, Tags | undefined])[] {
  if (type === "aws_launch_template") {
    const given = (has["tag_specifications"] ?? []) as readonly { resource_type: string; tags: Tags }[];
    return ["instance", "volume"].map((what) => [what, given.find((one) => one.resource_type === what)?.tags]);
  }
  if (type !== "aws_autoscaling_group") return [];
  const given = (has["tag"] ?? []) as readonly { key: string; value: string }[];
  return [["group", Object.fromEntries(given.map(({ key, value }) => [key, value]))]];
}

/** The part is the key of costs; project, environment, stack and team come from the provider's default tags. */
export const tags: Property = {
  holds: "everything that takes tags says which part of the platform it belongs to",
  violations: ({ resources }) => [
    ...resources
      .filter((r) => isTaggable(r.type))
      .filter((r) => (r.has["tags"] as Tags | undefined)?.["Component"] === undefined)
      .map((r) => `${r.address}: has no tag Component`),
    ...resources.flatMap((r) =>
      started(r).flatMap(([what, given]) => missing(given).map((tag) => `${r.address}: ${what} has no tag ${tag}`)),
    ),
  ],
  planted: [
    plant("aws_sqs_queue", { name: "x" }),
    plant("aws_s3_bucket", { tags: { Name: "x" } }),
    plant("aws_launch_template", {
      tags: { Component: "x" },
      tag_specifications: [{ resource_type: "instance", tags: Object.fromEntries(costTags.map((tag) => [tag, "x"])) }],
    }),
    plant("aws_autoscaling_group", { tag: [{ key: "Component", value: "x" }] }),
  ],
};
