import { buildClient, CommitmentPolicy, type KeyringNode } from "@aws-crypto/client-node";
import { type SealingContext, SealingError } from "./port.ts";

/** The key as the encryption library sees it, for one call. */
export interface Wrapping {
  readonly keyring: KeyringNode;
  /** What kept the holder of the key from using it; the library itself only passes its text on. */
  readonly refusal?: () => SealingError | undefined;
}

// Each message is bound to the one data key that encrypted it (key commitment), and one wrapped copy of that is all we
// write. It ends with a signature: without one the library overlooks bytes behind the end.
const { encrypt, decrypt } = buildClient({
  commitmentPolicy: CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT,
  maxEncryptedDataKeys: 1,
});

// What the library says when no wrapped data key in the message is one of this keyring's.
const noneOfOurs = /unencryptedDataKey has not been set/;

// Where the library keeps the key of the signature.
const publicKey = "aws-crypto-public-key";

/**
 * Content as a message of the AWS Encryption SDK, framed, with the context in its authenticated header.
 * Format: AWS Encryption SDK developer guide, "Message format reference", version 2.
 */
export async function sealWith(wrapping: Wrapping, plain: Uint8Array, context: SealingContext): Promise<Uint8Array> {
  try {
    const { result } = await encrypt(wrapping.keyring, plain, { encryptionContext: { ...context } });
    return new Uint8Array(result);
  } catch (cause) {
    throw wrapping.refusal?.() ?? cause;
  }
}

/** The content of such a message; SealingError unless it is whole and of this context. */
export async function openWith(wrapping: Wrapping, sealed: Uint8Array, context: SealingContext): Promise<Uint8Array> {
  const opened = await decrypt(wrapping.keyring, sealed).catch((cause: unknown) => {
    throw wrapping.refusal?.() ?? unreadable(cause);
  });
  const { [publicKey]: _, ...sealedFor } = opened.messageHeader.encryptionContext;
  if (!sameContext(sealedFor, context))
    throw new SealingError("tampered", `sealed for another context: ${listed(sealedFor)}`, "never");
  return new Uint8Array(opened.plaintext);
}

function unreadable(cause: unknown): SealingError {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (noneOfOurs.test(message)) return new SealingError("wrong-key", "sealed with another key", "never", { cause });
  return new SealingError("tampered", `not what was sealed: ${message.split("\n")[0]}`, "never", { cause });
}

const listed = (context: SealingContext): string =>
  Object.entries(context)
    .map(([name, value]) => `${name}=${value}`)
    .join(", ");

function sameContext(seen: SealingContext, wanted: SealingContext): boolean {
  const names = Object.keys(wanted);
  return Object.keys(seen).length === names.length && names.every((name) => seen[name] === wanted[name]);
}
