import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { StateFolder } from "./terraform.ts";

/** Attributes that a state's stack tells Terraform to leave as they are (`lifecycle.ignore_changes`), by address. */
export async function ignoredIn({ dir }: StateFolder): Promise<ReadonlyMap<string, readonly string[]>> {
  const stack = JSON.parse(await readFile(join(dir, "cdk.tf.json"), "utf8")) as {
    resource?: Record<string, Record<string, { lifecycle?: { ignore_changes?: readonly string[] } }>>;
  };
  const entries = Object.entries(stack.resource ?? {}).flatMap(([type, byId]) =>
    Object.entries(byId).map(([id, has]) => [`${type}.${id}`, has.lifecycle?.ignore_changes ?? []] as const),
  );
  return new Map(entries.filter(([, ignored]) => ignored.length > 0));
}
