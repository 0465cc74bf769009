import type { Retry } from "../../contracts/errors.ts";
import { ObjectsError } from "./port.ts";

type Meaning = readonly [code: ObjectsError["code"], retry: Retry, text: string];

const meanings: Readonly<Record<string, Meaning>> = {
  ENOENT: ["missing", "never", "there is no such object"],
  EEXIST: ["exists", "after-refresh", "an object with this key exists"],
  ENOTDIR: ["invalid", "never", "a part of the key is an object itself"],
  EISDIR: ["invalid", "never", "other keys lie under this key"],
  ENAMETOOLONG: ["invalid", "never", "a part of the key is longer than a file name may be"],
  ENOSPC: ["full", "now", "the disk is full; free some space, then it goes on"],
  EDQUOT: ["full", "now", "the disk quota is used up; free some space, then it goes on"],
  EACCES: ["denied", "never", "no permission"],
  EPERM: ["denied", "never", "no permission"],
  EROFS: ["denied", "never", "the file system is read-only"],
};

/** What the file system threw, as an ObjectsError that says what was being done. */
export function fileError(doing: string, error: unknown): ObjectsError {
  if (error instanceof ObjectsError) return error;
  const e = error as NodeJS.ErrnoException;
  const [code, retry, text] = meanings[e.code ?? ""] ?? (["unavailable", "now", e.message] as const);
  return new ObjectsError(code, `cannot ${doing}: ${text}`, retry, { cause: error });
}
