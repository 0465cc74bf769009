import { readFileSync } from "node:fs";

/** The version in package.json, which lies one folder above both the sources of ops and the shipped bundle. */
export function version(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  const { version: found } = JSON.parse(text) as { version: string };
  return found;
}
