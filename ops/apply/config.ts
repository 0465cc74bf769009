import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { StateFolder } from "../terraform/terraform.ts";

/**
 * Digest of the Terraform JSON of states. Paths of this machine do not count, so that what was planned on one machine is
 * known on another: where a state in a file lies, and where the archive of a function lies, whose content has a hash of
 * its own beside it.
 */
export async function configDigest(folders: readonly StateFolder[]): Promise<string> {
  const hash = createHash("sha256");
  for (const { name, dir } of folders) {
    const stack: unknown = JSON.parse(await readFile(join(dir, "cdk.tf.json"), "utf8"));
    hash.update(`${name}\0${JSON.stringify(stack, withoutPaths)}\0`);
  }
  return hash.digest("hex");
}

const withoutPaths = (key: string, value: unknown): unknown =>
  key === "filename" || key === "path" ? baseOf(value) : value;

/** IAM and others have paths that are no files: only what holds a folder of this machine is cut. */
const baseOf = (value: unknown): unknown =>
  typeof value === "string" && /\.(zip|tfstate)$/.test(value) ? value.slice(value.lastIndexOf("/") + 1) : value;
