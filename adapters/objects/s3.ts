import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { awsClient } from "../aws/client.ts";
import { type AwsFaultKind, awsFault } from "../aws/fault.ts";
import { type ListOptions, type ObjectInfo, type Objects, ObjectsError, type PutOptions } from "./port.ts";

const codes: Record<AwsFaultKind, ObjectsError["code"]> = {
  denied: "denied",
  missing: "missing",
  conflict: "exists",
  throttled: "unavailable",
  full: "full",
  unavailable: "unavailable",
  invalid: "invalid",
};

// 409 ConditionalRequestConflict: another conditional write of this key runs; who won is not known yet, so try again.
const isRace = (error: unknown): boolean => error instanceof Error && error.name === "ConditionalRequestConflict";

function s3Error(doing: string, error: unknown): ObjectsError {
  const fault = awsFault(error);
  const retry = isRace(error) ? "now" : fault.retry;
  const code = isRace(error) ? "unavailable" : codes[fault.kind];
  return new ObjectsError(code, `${doing}: ${fault.message}`, retry, { cause: error });
}

const untag = (etag: string | undefined): string => (etag ?? "").replaceAll('"', "");

/** One S3 bucket, through the AWS SDK; conditional writes by `If-None-Match: *`, which S3 honours since 2024. */
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
    });
    const answer = await this.#call("put", key, () => this.#s3.send(request));
    return { etag: untag(answer.ETag) };
  }

  async get(key: string): Promise<Uint8Array> {
    return this.#call("get", key, async () => {
      const answer = await this.#s3.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key }));
      return (await answer.Body?.transformToByteArray()) ?? new Uint8Array();
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

  async delete(key: string): Promise<void> {
    await this.#call("delete", key, () => this.#s3.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: key })));
  }

  close(): void {
    this.#s3.destroy();
  }

  async #call<T>(verb: string, key: string, run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      throw s3Error(`${verb} s3://${this.#bucket}/${key}`, error);
    }
  }
}

const isoOf = (date: Date | undefined): string => (date ?? new Date(0)).toISOString();

/** Opens a bucket; `s3` is for callers that bring their own client. */
export function openS3(bucket: string, s3: S3Client = awsClient(S3Client)): Objects {
  return new S3Objects(s3, bucket);
}
