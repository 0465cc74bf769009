import { statSync } from "node:fs";
import { join } from "node:path";
import type { StateFolder } from "./terraform.ts";

/**
 * How long a plan of a state takes, against the plans of others: the bytes of its Terraform JSON. With the longest begun
 * first, none is left to run alone at the end (longest processing time rule: Graham 1969, "Bounds on multiprocessing
 * timing anomalies").
 */
export const weightOf = ({ dir }: StateFolder): number =>
  statSync(join(dir, "cdk.tf.json"), { throwIfNoEntry: false })?.size ?? 0;
