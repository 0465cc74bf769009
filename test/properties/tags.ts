import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../ops/home.ts";
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

/** The part is the key of costs; project, environment, stack and team come from the provider's default tags. */
export const tags: Property = {
  holds: "everything that takes tags says which part of the platform it belongs to",
  violations: ({ resources }) =>
    resources
      .filter((r) => isTaggable(r.type))
      .filter((r) => (r.has["tags"] as Readonly<Record<string, string>> | undefined)?.["Component"] === undefined)
      .map((r) => `${r.address}: has no tag Component`),
  planted: [plant("aws_sqs_queue", { name: "x" }), plant("aws_s3_bucket", { tags: { Name: "x" } })],
};
