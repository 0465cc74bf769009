import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Release, release as releaseContract } from "../../contracts/release.ts";
import type { Layout } from "../../local/layout.ts";

type Place = Pick<Layout, "home" | "images">;

/** The release file of an environment. */
export const releaseFileOf = ({ home }: Pick<Layout, "home">): string => join(home, "release.json");

/** Says which inputs the release file was made from, and which release file that was: another build may have come between. */
const stampOf = ({ home }: Pick<Layout, "home">): string => join(home, "release.sha256");
const stamp = (inputs: string, text: string): string => createHash("sha256").update(`${inputs}\0${text}`).digest("hex");

/** The release that was last built here, where it was made from the same inputs and all of its parts are still there. */
export async function keptRelease(place: Place, inputs: string): Promise<Release | undefined> {
  try {
    const text = await readFile(releaseFileOf(place), "utf8");
    if ((await readFile(stampOf(place), "utf8")) !== stamp(inputs, text)) return undefined;
    const kept = releaseContract.parse(JSON.parse(text));
    return partsOf(kept, place).every(existsSync) ? kept : undefined;
  } catch {
    // Whatever cannot be read is built anew.
    return undefined;
  }
}

function partsOf({ images, functions }: Release, place: Place): string[] {
  const built = Object.values(images).filter((image) => image !== undefined);
  const folders = built.map(({ tag }) => join(place.images, tag, "image.json"));
  return [...folders, ...Object.values(functions).map(({ zip }) => zip)];
}

/** Writes the release file, whole or not at all, and what it was made from. Returns its path. */
export async function keepRelease(place: Place, inputs: string, release: Release): Promise<string> {
  const file = releaseFileOf(place);
  const text = `${JSON.stringify(release, undefined, 2)}\n`;
  await mkdir(place.home, { recursive: true });
  for (const [path, content] of [
    [file, text],
    [stampOf(place), stamp(inputs, text)],
  ] as const) {
    await writeFile(`${path}.${process.pid}`, content);
    await rename(`${path}.${process.pid}`, path);
  }
  return file;
}
