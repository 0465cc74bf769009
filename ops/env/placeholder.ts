import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Release, release } from "../../contracts/release.ts";

const hex = "0".repeat(64);

/**
 * Writes a release without programs, for who asks what an environment consists of and applies nothing.
 *
 * @returns path of the release file
 */
export async function placeholderRelease(dir: string): Promise<string> {
  const zip = join(dir, "nothing.zip");
  await writeFile(zip, "");
  const { images, functions } = release.shape;
  const image = (name: string) => [name, { repository: name, tag: `sha256-${hex}`, digest: `sha256:${hex}` }];
  const bundle = (name: string) => [name, { zip, hash: "" }];
  const made = {
    commit: "unknown",
    images: Object.fromEntries(Object.keys(images.shape).map(image)),
    functions: Object.fromEntries(Object.keys(functions.shape).map(bundle)),
  } as unknown as Release;
  const file = join(dir, "release.json");
  await writeFile(file, JSON.stringify(release.parse(made)));
  return file;
}
