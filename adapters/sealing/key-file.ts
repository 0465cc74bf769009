import { createHash, randomBytes, randomUUID } from "node:crypto";
import { link, mkdir, open, readFile, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { RawAesKeyringNode, RawAesWrappingSuiteIdentifier } from "@aws-crypto/client-node";
import { OperatorError } from "../../contracts/errors.ts";
import { openWith, sealWith, type Wrapping } from "./envelope.ts";
import { type Sealer, SealingError } from "./port.ts";

const keyBytes = 32;
const ownerOnly = 0o600;

/** A sealer whose key is a file of 32 random bytes that only its owner can read; made by the first `seal`. */
export function openKeyFileSealer(path: string): Sealer {
  return {
    seal: async (plain, context) => sealWith(wrapping((await read(path)) ?? (await make(path))), plain, context),
    async open(sealed, context) {
      const key = await read(path);
      if (key === undefined) throw new SealingError("wrong-key", `there is no key at ${path}`, "never");
      return openWith(wrapping(key), sealed, context);
    },
  };
}

/** The key's name is a hash of it, so that a message says whether it is of this key. */
function wrapping(key: Uint8Array): Wrapping {
  const keyName = createHash("sha256").update("cap sealing key").update(key).digest("hex").slice(0, 32);
  const wrappingSuite = RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING;
  return { keyring: new RawAesKeyringNode({ keyNamespace: "cap", keyName, unencryptedMasterKey: key, wrappingSuite }) };
}

/** Undefined when there is none. */
async function read(path: string): Promise<Uint8Array | undefined> {
  try {
    const { mode } = await stat(path);
    if ((mode & 0o077) !== 0) throw openToOthers(path, mode);
    const key = await readFile(path);
    if (key.byteLength !== keyBytes) throw noKey(path, key.byteLength);
    // A copy of its own: the library refuses a view into memory that others share.
    return new Uint8Array(key);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw fault(`read ${path}`, cause);
  }
}

/** Makes the key; of several that make it at once all get the one that was there first. */
async function make(path: string): Promise<Uint8Array> {
  const temporary = `${path}.${randomUUID()}`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    try {
      await write(temporary, randomBytes(keyBytes));
      // Fails where the name is taken; the key appears complete or not at all.
      await link(temporary, path);
    } finally {
      await rm(temporary, { force: true });
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw fault(`make ${path}`, cause);
  }
  const key = await read(path);
  if (key === undefined) throw new SealingError("unavailable", `${path} was taken away as it was made`, "now");
  return key;
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "wx", ownerOnly);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

const openToOthers = (path: string, mode: number): OperatorError =>
  new OperatorError(
    "CAP_SEALING_KEY",
    `others can read the key ${path} (mode ${(mode & 0o777).toString(8)}); nothing was sealed or opened`,
    [`chmod 600 ${path}`, "if others may have read it, delete it: what it sealed has to be made anew"],
  );

const noKey = (path: string, bytes: number): OperatorError =>
  new OperatorError("CAP_SEALING_KEY", `${path} holds ${bytes} bytes, want a key of ${keyBytes}`, [
    `take ${path} away: a new key is made when it is needed, and what the old one sealed has to be made anew`,
  ]);

function fault(doing: string, cause: unknown): Error {
  if (cause instanceof OperatorError) return cause;
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === "EACCES" || code === "EPERM" || code === "EROFS")
    return new SealingError("denied", `cannot ${doing}: ${message}`, "never", { cause });
  return new SealingError("unavailable", `cannot ${doing}: ${message}`, "now", { cause });
}
