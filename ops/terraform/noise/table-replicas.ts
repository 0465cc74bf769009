import type { NoiseRule } from "./rule.ts";

/** What a table repeats of its copies in other Regions. One that no state has is drift: data goes where nobody knows. */
export const tableReplicas: NoiseRule = {
  name: "table-replicas",
  why: "a table repeats its copies, which are resources of their own",
  explains({ type, path, after, resource }, state) {
    if (type !== "aws_dynamodb_table" || path !== "replica" || !Array.isArray(after)) return false;
    const table = resource.change.after?.["arn"];
    const own = state
      .ofType("aws_dynamodb_table_replica")
      .filter(({ values }) => values["global_table_arn"] === table)
      .map(({ values }) => values["arn"]);
    return after.every((replica) => own.includes((replica as { arn?: unknown }).arn));
  },
};
