import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { StateFolder } from "../terraform/terraform.ts";

/** What one stack of an environment consists of, before anything is applied. */
export interface StackShape {
  readonly name: string;
  readonly resources: number;
  /** How many resources of which type, by the type's name. */
  readonly types: Readonly<Record<string, number>>;
}

/** Counts what a synthesised stack declares. */
export async function shapeOf({ name, dir }: StateFolder): Promise<StackShape> {
  const { resource = {} } = JSON.parse(await readFile(join(dir, "cdk.tf.json"), "utf8")) as {
    resource?: Record<string, object>;
  };
  const types = Object.entries(resource).map(([type, byId]): [string, number] => [type, Object.keys(byId).length]);
  return { name, resources: types.reduce((n, [, count]) => n + count, 0), types: Object.fromEntries(types.sort()) };
}
