import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ImageName, names } from "../../contracts/names.ts";
import type { Release } from "../../contracts/release.ts";
import { local } from "../../environments/local.ts";

/** A release without programs: the digests are well-formed, and the archives are a few bytes under `folder`. */
export function emptyRelease(folder: string, commit = "0123456789ab"): Release {
  mkdirSync(folder, { recursive: true });
  const archive = (name: string) => {
    const zip = join(folder, `${name}.zip`);
    const bytes = Buffer.from(`not a real archive of ${name}`);
    writeFileSync(zip, bytes);
    return { zip, hash: createHash("sha256").update(bytes).digest("base64") };
  };
  const hex = "5".repeat(64);
  const image = (name: ImageName) =>
    ({ repository: names.repository(local, name), tag: `sha256-${hex}`, digest: `sha256:${hex}` }) as const;
  return {
    commit,
    images: {
      collect: image("collect"),
      lake: image("lake"),
      control: image("control"),
      web: image("web"),
      kafka: image("kafka"),
    },
    functions: { freshness: archive("freshness"), authorizer: archive("authorizer") },
  };
}

/** The same as a file, as `main.ts` reads it; its path. */
export function emptyReleaseFile(folder: string): string {
  const file = join(folder, "release.json");
  const release = emptyRelease(folder);
  writeFileSync(file, JSON.stringify(release));
  return file;
}
