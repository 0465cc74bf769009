import { KmsKeyringNode, type KmsNodeClientSupplier } from "@aws-crypto/client-node";
import { KMS } from "@aws-sdk/client-kms";
import { awsClient } from "../aws/client.ts";
import { awsFault } from "../aws/fault.ts";
import { openWith, sealWith, type Wrapping } from "./envelope.ts";
import { type Sealer, SealingError } from "./port.ts";

/** What a sealer may be given beside its key. */
export interface KmsSealerOptions {
  /** Region of the key, where it is named by its alias. @default - AWS_REGION, as for every AWS client. */
  readonly region?: string;
  /** @default - a client of the Region's. */
  readonly client?: KMS;
}

/** A sealer whose key is in KMS; `key` is `alias/<name>` or the ARN of a key. */
export function openKmsSealer(key: string, options: KmsSealerOptions = {}): Sealer {
  const region = /^arn:aws[\w-]*:kms:([^:]+):/.exec(key)?.[1] ?? options.region;
  const kms = options.client ?? awsClient(KMS, region === undefined ? {} : { region });
  // Messages name their key by its ARN, and the library opens them by comparing ARNs: an alias could be moved to a key
  // of somebody else's, so it is resolved here, once.
  let arn: Promise<string> | undefined;
  const wrapping = async (): Promise<Wrapping> => {
    arn ??= arnOf(kms, key);
    try {
      return wrappingOf(kms, await arn);
    } catch (cause) {
      arn = undefined;
      throw cause;
    }
  };
  return {
    seal: async (plain, context) => sealWith(await wrapping(), plain, context),
    open: async (sealed, context) => openWith(await wrapping(), sealed, context),
  };
}

/** ARN of a key; an ARN of an alias would not do for opening. */
async function arnOf(kms: KMS, key: string): Promise<string> {
  if (/:key\//.test(key)) return key;
  const { KeyMetadata } = await kms.describeKey({ KeyId: key }).catch((cause: unknown) => {
    throw refused(`describe key ${key}`, cause);
  });
  if (KeyMetadata?.Arn === undefined) throw new SealingError("unavailable", `key ${key} has no ARN`, "now");
  return KeyMetadata.Arn;
}

function wrappingOf(kms: KMS, arn: string): Wrapping {
  let refusal: SealingError | undefined;
  const noted = async <T>(doing: string, run: () => Promise<T>): Promise<T> => {
    try {
      return await run();
    } catch (cause) {
      refusal = refused(`${doing} ${arn}`, cause);
      throw cause;
    }
  };
  const client = {
    encrypt: (args) => noted("encrypt with", () => kms.encrypt(args)),
    decrypt: (args) => noted("decrypt with", () => kms.decrypt(args)),
    generateDataKey: (args) => noted("make a data key with", () => kms.generateDataKey(args)),
    // The library writes its types without `| undefined`, which the SDK has in answers.
  } as ReturnType<KmsNodeClientSupplier>;
  return { keyring: new KmsKeyringNode({ clientProvider: () => client, generatorKeyId: arn }), refusal: () => refusal };
}

function refused(doing: string, cause: unknown): SealingError {
  const name = cause instanceof Error ? cause.name : "";
  const { kind, message, retry } = awsFault(cause);
  const error = (code: SealingError["code"], again = retry) =>
    new SealingError(code, `${doing}: ${message}`, again, { cause });
  // KMS checks the context too, and says only that the ciphertext does not fit.
  if (name === "InvalidCiphertextException") return error("tampered", "never");
  if (name === "IncorrectKeyException") return error("wrong-key", "never");
  return error(kind === "denied" ? "denied" : "unavailable");
}
