import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Environment } from "../../environments/environment.ts";
import { layoutOf } from "../../local/layout.ts";
import { environmentHome } from "../home.ts";
import { stateFile } from "../terraform/resources.ts";
import { foldersOf } from "../terraform/synth.ts";
import { ofEnvironment } from "./destruction.ts";

/** Whether the states of an environment on this machine were written once and hold nothing any more. */
export async function wasDestroyed(env: Environment): Promise<boolean> {
  const home = environmentHome(env);
  const folders = (await Promise.all([layoutOf(home).terraform, join(home, "work")].map(foldersOf))).flat();
  const files = await Promise.all(ofEnvironment(folders).map(stateFile));
  const written = files.filter((file) => file !== undefined).filter((file) => existsSync(file));
  return written.length > 0 && (await Promise.all(written.map(isEmpty))).every(Boolean);
}

/** One that cannot be read may hold anything. */
async function isEmpty(file: string): Promise<boolean> {
  try {
    const { resources } = JSON.parse(await readFile(file, "utf8")) as { resources?: readonly { mode: string }[] };
    return resources?.every(({ mode }) => mode !== "managed") === true;
  } catch {
    return false;
  }
}
