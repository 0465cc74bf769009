import { isDeepStrictEqual } from "node:util";
import type { ResourceChange } from "../show.ts";
import type { NoiseRule } from "./rule.ts";

/** An attribute that says in another way what another attribute of the same resource says. */
const repeated: readonly { readonly type: string; readonly attribute: string; readonly said: string }[] = [
  { type: "aws_cloudwatch_event_rule", attribute: "is_enabled", said: "state" },
  { type: "aws_kms_alias", attribute: "target_key_arn", said: "target_key_id" },
  { type: "aws_lambda_function", attribute: "source_code_size", said: "code_sha256" },
];

/** What a resource says a second time of itself, where the first time differs as well. */
export const saidTwice: NoiseRule = {
  name: "said-twice",
  why: "another attribute of the resource says it too, and the change is told there",
  explains: ({ path, resource }) => isSaidTwice(path, resource),
};

/** Whether what differs at a path differs in another attribute as well, which says it too. */
export const isSaidTwice = (path: string, resource: ResourceChange): boolean =>
  isTag(path, resource) ||
  repeated.some((r) => r.type === resource.type && r.attribute === path && differs(resource, r.said));

const differs = ({ change }: ResourceChange, attribute: string): boolean =>
  !isDeepStrictEqual(change.before?.[attribute], change.after?.[attribute]);

/** `tags` are those of one resource, `tags_all` those and what the provider puts on everything. */
function isTag(path: string, { change }: ResourceChange): boolean {
  const [root, ...rest] = path.split(".");
  if (root !== "tags") return false;
  const [before, after] = [change.before, change.after];
  const moved = movedKeys(before?.["tags"], after?.["tags"]).filter(
    (key) => rest.length === 0 || key === rest.join("."),
  );
  const told = movedKeys(before?.["tags_all"], after?.["tags_all"]);
  return moved.length > 0 && moved.every((key) => told.includes(key));
}

/** Tags that one side lacks, or that have two values. */
function movedKeys(before: unknown, after: unknown): readonly string[] {
  const [a, b] = [tagsOf(before), tagsOf(after)];
  return [...new Set([...a.keys(), ...b.keys()])].filter((key) => a.get(key) !== b.get(key));
}

const tagsOf = (tags: unknown): ReadonlyMap<string, unknown> =>
  new Map(typeof tags === "object" && tags !== null ? Object.entries(tags) : []);
