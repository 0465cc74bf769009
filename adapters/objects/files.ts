import { randomUUID } from "node:crypto";
import { type BigIntStats, type Dirent, renameSync, rmSync, statSync } from "node:fs";
import { link, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { exclusively } from "./file-exclusion.ts";
import { fileError } from "./file-fault.ts";
import {
  type DeleteOptions,
  type ListOptions,
  type ObjectInfo,
  type Objects,
  ObjectsError,
  type PutOptions,
  type StoredObject,
} from "./port.ts";

// Writes begin here, inside the folder so that a rename stays on one file system; no key may start with it.
const incoming = ".incoming";

// JavaScript compares UTF-16 units, which is the order of UTF-8 bytes but for surrogates.
const surrogate = /[\ud800-\udfff]/;
function byBytes(a: string, b: string): number {
  if (surrogate.test(a) || surrogate.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a === b ? 0 : a < b ? -1 : 1;
}
// A new content is a new file here, so inode, time and size tell contents apart without reading them.
const etagOf = (s: BigIntStats): string => [s.ino, s.mtimeNs, s.size].map((n) => n.toString(16)).join("-");
const infoOf = (key: string, s: BigIntStats): ObjectInfo => ({
  key,
  size: Number(s.size),
  etag: etagOf(s),
  modifiedAt: s.mtime.toISOString(),
});

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/**
 * A folder that stands for a bucket: key `a/b` is the file `a/b`. Beyond S3's rules no key may be another key's folder
 * (`a` and `a/b`), nor have empty, `.` or `..` segments. It cannot lock an object: `retainUntil` says nothing here. Writes
 * and deletes with `ifMatch` exclude one another, in other processes too; those without a condition do not wait for them,
 * so a key that is changed on condition must never be changed otherwise.
 */
class FileObjects implements Objects {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  async put(key: string, body: Uint8Array, options: PutOptions = {}): Promise<{ readonly etag: string }> {
    const path = this.#path(key);
    const temporary = join(this.#root, incoming, randomUUID());
    return this.#call("put", key, async () => {
      await mkdir(dirname(temporary), { recursive: true });
      try {
        const etag = await this.#write(temporary, body);
        await mkdir(dirname(path), { recursive: true });
        // link fails where the name is taken, atomically; rename replaces, atomically.
        if (options.ifMatch !== undefined) this.#ifStill(path, options.ifMatch, () => renameSync(temporary, path));
        else await (options.ifAbsent === true ? link(temporary, path) : rename(temporary, path));
        await syncFolder(dirname(path));
        return { etag };
      } finally {
        await rm(temporary, { force: true });
      }
    });
  }

  async get(key: string): Promise<Uint8Array> {
    return this.#call("get", key, () => readFile(this.#path(key)));
  }

  async read(key: string): Promise<StoredObject> {
    return this.#call("get", key, async () => {
      const file = await open(this.#path(key), "r");
      try {
        return { ...infoOf(key, await file.stat({ bigint: true })), body: await file.readFile() };
      } finally {
        await file.close();
      }
    });
  }

  async head(key: string): Promise<ObjectInfo | undefined> {
    try {
      return await this.#call("head", key, () => this.#info(key));
    } catch (error) {
      if (error instanceof ObjectsError && error.code === "missing") return undefined;
      throw error;
    }
  }

  async *list(prefix: string, options: ListOptions = {}): AsyncIterable<ObjectInfo> {
    const after = options.after ?? "";
    const folder = prefix.slice(0, prefix.lastIndexOf("/") + 1);
    let left = options.max ?? Number.POSITIVE_INFINITY;
    for await (const key of this.#walk(folder, prefix, after)) {
      if (!key.startsWith(prefix) || byBytes(key, after) <= 0) continue;
      const info = await this.head(key);
      if (info === undefined) continue;
      yield info;
      left -= 1;
      if (left === 0) return;
    }
  }

  async delete(key: string, { ifMatch }: DeleteOptions = {}): Promise<void> {
    const path = this.#path(key);
    await this.#call("delete", key, async () => {
      if (ifMatch === undefined) return await rm(path, { force: true });
      await mkdir(join(this.#root, incoming), { recursive: true });
      this.#ifStill(path, ifMatch, () => rmSync(path));
    });
  }

  close(): void {}

  #ifStill(path: string, etag: string, act: () => void): void {
    exclusively(join(this.#root, incoming), () => {
      const now = statSync(path, { bigint: true, throwIfNoEntry: false });
      if (now === undefined || etagOf(now) !== etag)
        throw new ObjectsError("changed", `${path} is not what it was any more`, "after-refresh");
      act();
    });
  }

  async #write(path: string, body: Uint8Array): Promise<string> {
    const file = await open(path, "wx");
    try {
      await file.writeFile(body);
      await file.sync();
      return etagOf(await file.stat({ bigint: true }));
    } finally {
      await file.close();
    }
  }

  async #info(key: string): Promise<ObjectInfo> {
    const s = await stat(this.#path(key), { bigint: true });
    if (!s.isFile()) throw new ObjectsError("missing", `${key} is a folder`, "never");
    return infoOf(key, s);
  }

  // Keys below a folder in key order: a folder sorts as its name with the slash.
  async *#walk(folder: string, prefix: string, after: string): AsyncIterable<string> {
    const names = (await this.#entries(folder)).map((entry) => folder + entry.name + (entry.isDirectory() ? "/" : ""));
    // Left out before they are sorted: a folder may hold many, and most lists begin near its end.
    const ahead = names.filter((name) => name.endsWith("/") || byBytes(name, after) > 0);
    for (const name of ahead.sort(byBytes)) {
      if (!name.endsWith("/")) yield name;
      else if (name === `${incoming}/` || !(name.startsWith(prefix) || prefix.startsWith(name))) continue;
      else if (byBytes(name, after) > 0 || after.startsWith(name)) yield* this.#walk(name, prefix, after);
    }
  }

  async #entries(folder: string): Promise<Dirent[]> {
    try {
      return await this.#call("list", folder, () => readdir(join(this.#root, folder), { withFileTypes: true }));
    } catch (error) {
      if (error instanceof ObjectsError && error.code === "missing") return [];
      throw error;
    }
  }

  #path(key: string): string {
    const segments = key.split("/");
    if (segments[0] === incoming || segments.some((s) => s === "" || s === "." || s === ".." || s.includes("\0")))
      throw new ObjectsError("invalid", `key ${JSON.stringify(key)} cannot be a file name`, "never");
    return join(this.#root, ...segments);
  }

  async #call<T>(verb: string, key: string, run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      throw fileError(`${verb} ${join(this.#root, key)}`, error);
    }
  }
}

/** Opens a folder as a bucket; it is made by the first put. */
export function openFiles(root: string): Objects {
  return new FileObjects(root);
}
