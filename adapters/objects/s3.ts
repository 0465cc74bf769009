import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
} from "@aws-sdk/client-s3";
import { awsClient, clientReaching, type Reach } from "../aws/client.ts";
import { type AwsFaultKind, awsFault } from "../aws/fault.ts";
import {
  type DeleteOptions,
  type ListOptions,
  type ObjectInfo,
  type Objects,
  ObjectsError,
  type PutOptions,
  type StoredObject,
} from "./port.ts";

const codes: Record<AwsFaultKind, ObjectsError["code"]> = {
  denied: "denied",
  missing: "missing",
  conflict: "exists",
  throttled: "unavailable",
  full: "full",
  unavailable: "unavailable",
  invalid: "invalid",
};

const named = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;

function s3Error(doing: string, error: unknown, ifMatch: string | undefined): ObjectsError {
  const fault = awsFault(error);
  const as = (code: ObjectsError["code"], retry: ObjectsError["retry"]): ObjectsError =>
    new ObjectsError(code, `${doing}: ${fault.message}`, retry, { cause: error });
  // 409: another conditional write of this key runs; who won is not known yet, so try again.
  if (named(error, "ConditionalRequestConflict")) return as("unavailable", "now");
  // S3 answers a condition on an object that is gone with 404, on another object with 412.
  if (ifMatch !== undefined && (fault.kind === "conflict" || named(error, "NoSuchKey")))
    return as("changed", "after-refresh");
  return as(codes[fault.kind], fault.retry);
}

const untag = (etag: string | undefined): string => (etag ?? "").replaceAll('"', "");
const onlyIf = (etag: string | undefined): { readonly IfMatch?: string } =>
  etag === undefined ? {} : { IfMatch: `"${etag}"` };
const lockedUntil = (
  day: Date | undefined,
): Pick<PutObjectCommandInput, "ObjectLockMode" | "ObjectLockRetainUntilDate"> =>
  day === undefined ? {} : { ObjectLockMode: "COMPLIANCE", ObjectLockRetainUntilDate: day };

/** One S3 bucket, through the AWS SDK; conditional requests by `If-None-Match: *` and `If-Match`, which S3 honours since 2024. */
class S3Objects implements Objects {
  readonly #s3: S3Client;
  readonly #bucket: string;

  constructor(s3: S3Client, bucket: string) {
    this.#s3 = s3;
    this.#bucket = bucket;
  }

  async put(key: string, body: Uint8Array, options: PutOptions = {}): Promise<{ readonly etag: string }> {
    const request = new PutObjectCommand({
      Bucket: this.#bucket,
      Key: key,
      Body: body,
      ContentLength: body.byteLength,
      ...(options.contentType !== undefined && { ContentType: options.contentType }),
      ...(options.ifAbsent === true && { IfNoneMatch: "*" }),
      ...onlyIf(options.ifMatch),
      ...lockedUntil(options.retainUntil),
    });
    const answer = await this.#call("put", key, () => this.#s3.send(request), options.ifMatch);
    return { etag: untag(answer.ETag) };
  }

  async get(key: string): Promise<Uint8Array> {
    return (await this.read(key)).body;
  }

  async read(key: string): Promise<StoredObject> {
    return this.#call("get", key, async () => {
      const o = await this.#s3.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key }));
      const body = (await o.Body?.transformToByteArray()) ?? new Uint8Array();
      return { key, size: body.byteLength, etag: untag(o.ETag), modifiedAt: isoOf(o.LastModified), body };
    });
  }

  async head(key: string): Promise<ObjectInfo | undefined> {
    try {
      const h = await this.#call("head", key, () =>
        this.#s3.send(new HeadObjectCommand({ Bucket: this.#bucket, Key: key })),
      );
      return { key, size: h.ContentLength ?? 0, etag: untag(h.ETag), modifiedAt: isoOf(h.LastModified) };
    } catch (error) {
      if (error instanceof ObjectsError && error.code === "missing") return undefined;
      throw error;
    }
  }

  async *list(prefix: string, options: ListOptions = {}): AsyncIterable<ObjectInfo> {
    let token: string | undefined;
    do {
      const request = new ListObjectsV2Command({
        Bucket: this.#bucket,
        Prefix: prefix,
        ...(options.max !== undefined && { MaxKeys: options.max }),
        ...(token !== undefined ? { ContinuationToken: token } : options.after && { StartAfter: options.after }),
      });
      const page: ListObjectsV2CommandOutput = await this.#call("list", prefix, () => this.#s3.send(request));
      for (const o of page.Contents ?? [])
        yield { key: o.Key ?? "", size: o.Size ?? 0, etag: untag(o.ETag), modifiedAt: isoOf(o.LastModified) };
      token = page.IsTruncated === true && options.max === undefined ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
  }

  async delete(key: string, { ifMatch }: DeleteOptions = {}): Promise<void> {
    const request = new DeleteObjectCommand({ Bucket: this.#bucket, Key: key, ...onlyIf(ifMatch) });
    await this.#call("delete", key, () => this.#s3.send(request), ifMatch);
  }

  close(): void {
    this.#s3.destroy();
  }

  async #call<T>(verb: string, key: string, run: () => Promise<T>, ifMatch?: string): Promise<T> {
    try {
      return await run();
    } catch (error) {
      throw s3Error(`${verb} s3://${this.#bucket}/${key}`, error, ifMatch);
    }
  }
}

const isoOf = (date: Date | undefined): string => (date ?? new Date(0)).toISOString();

/** Opens a bucket; `s3` is for callers that bring their own client. */
export function openS3(bucket: string, s3: S3Client = awsClient(S3Client)): Objects {
  return new S3Objects(s3, bucket);
}

/** A client of S3 for a caller whose process environment says nothing of it. */
export const s3Client = (reach: Reach): S3Client => clientReaching(S3Client, reach);
