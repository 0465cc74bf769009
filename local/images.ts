import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { bundle, type ProgramFile } from "./bundle.ts";

/** An image that is to be in the store. */
export interface ImageSource {
  /** ECR repository: `cap-local/lake`. */
  readonly repository: string;
  /** The program's entry point. */
  readonly entry: string;
  /** Folder whose files go into the image as `static/`, where it exists. */
  readonly statics: string;
  /** Root of the project; its node_modules hold what bundles leave outside. */
  readonly root: string;
  /** Folders of this machine that the program finds beside itself, by name. They do not count for the digest. @default - none. */
  readonly beside?: Readonly<Record<string, string>>;
}

/** An image in the store. */
export interface StoredImage {
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
}

const command = ["node", "main.mjs"];

/** The one that the project pins. */
const nodeOfImages = 24;

/**
 * Builds a program and puts it into the image store of the emulated AWS (local/aws/emulated_aws/tasks/images.py tells
 * the format). What is there already is left alone: the digest says the content.
 */
export async function buildImage(store: string, source: ImageSource): Promise<StoredImage> {
  const files = await programFiles(source);
  const digest = digestOf(files, command);
  const image = { repository: source.repository, tag: digest.replace(":", "-"), digest };
  const folder = join(store, image.tag);
  if (!existsSync(folder)) await fill(store, folder, files, image, source);
  await tagImage(store, image);
  return image;
}

/** What an image runs: its program as `main.mjs`, and its files below `static/`. */
export async function programFiles(source: Pick<ImageSource, "entry" | "statics" | "root">): Promise<ProgramFile[]> {
  const main = { path: "main.mjs", content: await bundle(source.entry, source.root, nodeOfImages) };
  return [main, ...(await filesBelow(source.statics, "static"))];
}

/** The digest of an image without variables of its own: the store's rule for the content it counts. */
export function digestOf(files: readonly ProgramFile[], words: readonly string[]): string {
  const whole = createHash("sha256");
  const sorted = [...files].sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
  for (const { path, content } of sorted)
    whole.update(`${path}\0${createHash("sha256").update(content).digest("hex")}\n`);
  whole.update(["command", ...words.map((word) => `\0${word}`), "\n"].join(""));
  return `sha256:${whole.digest("hex")}`;
}

/** Filled under another name first and then renamed: a reader never sees half an image. */
async function fill(
  store: string,
  folder: string,
  files: readonly ProgramFile[],
  image: StoredImage,
  { root, beside = {} }: ImageSource,
): Promise<void> {
  await mkdir(store, { recursive: true });
  const draft = await mkdtemp(join(store, ".draft-"));
  try {
    for (const { path, content } of files) {
      await mkdir(join(draft, path, ".."), { recursive: true });
      await writeFile(join(draft, path), content);
    }
    await writeFile(join(draft, "image.json"), `${JSON.stringify({ ...image, command, env: {} })}\n`);
    const links = { ...beside, node_modules: join(root, "node_modules") };
    for (const [name, target] of Object.entries(links)) await symlink(target, join(draft, name));
    await rename(draft, folder);
  } catch (error) {
    // Another build was faster: its copy is the same.
    if (!existsSync(folder)) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function tagImage(store: string, { repository, tag, digest }: StoredImage): Promise<void> {
  const dir = join(store, "tags", repository.replaceAll("/", "__"));
  await mkdir(dir, { recursive: true });
  // Two builds of the same image may be under way in one process too.
  const draft = join(dir, `.${tag}.${randomUUID()}`);
  await writeFile(draft, digest);
  await rename(draft, join(dir, tag));
}

async function filesBelow(dir: string, as: string): Promise<ProgramFile[]> {
  if (!existsSync(dir)) return [];
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name));
  return await Promise.all(
    files.map(async (file) => ({
      path: `${as}/${relative(dir, file).replaceAll(sep, "/")}`,
      content: await readFile(file),
    })),
  );
}
