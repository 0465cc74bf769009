import type { Found } from "./inventory/found.ts";

/**
 * Attributes that name another resource under which CloudTrail files a change of this one: a rule's under its group, a
 * policy's under its role, a setting's under its bucket.
 */
const parents = [
  "security_group_id",
  "role",
  "bucket",
  "function_name",
  "queue_url",
  "topic_arn",
  "rule",
  "table_name",
  "resource_arn",
] as const;
const own = ["arn", "name", "id"] as const;

/**
 * How CloudTrail may call a resource that a state has: the likeliest first, at most four. Services do not agree on whether
 * they tell an ARN or its end.
 *
 * @param values attributes as Terraform spells them
 */
export function namesInTrail(values: Readonly<Record<string, unknown>>): readonly string[] {
  const parent = parents.map((attribute) => values[attribute]).find(isText);
  const named = parent === undefined ? own.map((attribute) => values[attribute]).filter(isText) : [parent];
  return [...new Set(named.flatMap((name) => [name, endOf(name)]))].slice(0, 4);
}

/** How CloudTrail may call something that no state has. */
export const namesOfFound = ({ under, id }: Pick<Found, "under" | "id">): readonly string[] =>
  namesInTrail({ id: under ?? id });

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** `x` of `arn:aws:sqs:eu-west-1:1:x`, `https://sqs.eu-west-1.amazonaws.com/1/x`, `arn:aws:iam::1:role/path/x`; a name that is neither as it is. */
const endOf = (name: string): string => (/^(arn:|https?:)/.test(name) ? (/[^/:]+$/.exec(name)?.[0] ?? name) : name);
