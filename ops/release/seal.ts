import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { OperatorError } from "../../contracts/errors.ts";
import { type ImageName, serviceNames } from "../../contracts/names.ts";
import { type Release, release } from "../../contracts/release.ts";
import { plain } from "../report/again.ts";
import { quoted } from "../report/quoted.ts";
import { packed } from "./pack.ts";

/** What `docker buildx build --metadata-file` writes, as far as it is read here. Source: Docker buildx reference. */
const built = z.object({ "containerimage.digest": z.string() });

const images: readonly ImageName[] = [...serviceNames, "kafka"];

/**
 * Writes `release.json` into the folder that {@link packRelease} filled, once `images/<image>.json` says the digest of each
 * image. An OperatorError that names every image without one.
 */
export async function sealRelease(dir: string): Promise<Release> {
  const found = await Promise.all(images.map(async (name) => [name, await digestOf(dir, name)] as const));
  const missing = found.filter(([, digest]) => digest === undefined).map(([name]) => name);
  const next = [
    `${plain(`release pack --out ${quoted(dir)}`)}, then build each image with its metadata in images/<image>.json`,
  ];
  if (missing.length > 0)
    throw new OperatorError("CAP_NO_IMAGE", `no digest of ${missing.join(", ")} in ${dir}; nothing was written`, next);
  const text = await readFile(join(dir, "packed.json"), "utf8").catch((cause: unknown) => {
    throw new OperatorError("CAP_NOT_PACKED", `${dir} is not packed (${String(cause)}); nothing was written`, next);
  });
  const described = found.map(([name, digest = ""]) => {
    return [name, { repository: name, tag: digest.replace(":", "-"), digest }];
  });
  const made = release.parse({ ...packed.parse(JSON.parse(text)), images: Object.fromEntries(described) });
  await writeFile(join(dir, "release.json"), `${JSON.stringify(made, undefined, 2)}\n`);
  return made;
}

async function digestOf(dir: string, name: ImageName): Promise<string | undefined> {
  const text = await readFile(join(dir, "images", `${name}.json`), "utf8").catch(() => undefined);
  const said = text === undefined ? undefined : built.safeParse(JSON.parse(text)).data;
  return said?.["containerimage.digest"];
}
