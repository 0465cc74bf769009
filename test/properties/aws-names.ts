import type { Resource } from "../support/synthesised.ts";
import { nameRules, unruled } from "./name-rules.ts";
import { type Property, plant } from "./property.ts";

/** A name that is known before anything is applied. */
interface Named {
  readonly address: string;
  /** `<type>.<attribute>` */
  readonly what: string;
  readonly name: string;
}

const isNamedLikeOne = (attribute: string): boolean => /(^|_)name$|^(bucket|family)$/.test(attribute);

/** Names in a resource; what Terraform computes is somebody else's, whose own name is looked at. */
export const namesIn = ({ type, address, has }: Resource): Named[] =>
  Object.entries(has).flatMap(([attribute, name]) => {
    const what = `${type}.${attribute}`;
    const isName = isNamedLikeOne(attribute) || nameRules.has(what) || what in unruled;
    return isName && typeof name === "string" && !name.includes("${") ? [{ address, what, name }] : [];
  });

function faultsOf({ address, what, name }: Named, environment: string): string[] {
  const rules = nameRules.get(what);
  if (rules === undefined) return what in unruled ? [] : [`${address}: nobody has said what AWS takes as ${what}`];
  const room = name.includes(environment) ? 12 - environment.length : 0;
  return rules.flatMap(({ longest, pattern }) => [
    ...(name.length + room > longest ? [`${address}: "${name}" is too long, ${longest} at most`] : []),
    ...(pattern.test(name) ? [] : [`${address}: "${name}" is not of ${pattern}`]),
  ]);
}

/** A name that AWS refuses is found at apply, when half of the environment is there. */
export const awsNames: Property = {
  holds: "every name is one that AWS takes, with room for an environment's longest name",
  violations: ({ resources, environment }) =>
    resources.flatMap(namesIn).flatMap((named) => faultsOf(named, environment.name)),
  planted: [
    plant("aws_lb", { name: "cap-x-abcdefghijklmnopqrstuvwxyz-123" }),
    plant("aws_lb", { name: "internal-x" }),
    plant("aws_glue_catalog_database", { name: "cap-x" }),
    plant("aws_kms_alias", { name: "alias/aws/cap" }),
    plant("aws_codedeploy_app", { name: "cap/x" }),
    plant("aws_cloudwatch_event_archive", { name: "cap-x".padEnd(49, "x") }),
    plant("aws_new_thing", { name: "cap-x" }),
  ],
};
