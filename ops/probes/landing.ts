import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { isCollected } from "../../contracts/lake.ts";
import { probe } from "./look.ts";
import { durable } from "./manifest.ts";

/** Objects that wait, or have waited, to be collected. */
export interface Landing {
  readonly objects: readonly { readonly key: string; readonly etag: string; readonly modifiedAt: Date }[];
  /** False when the bucket has more than was listed. */
  readonly complete: boolean;
}

// 1,000 objects a page, one after the other: more would keep a person waiting.
const maxPages = 10;

/** The landing bucket's objects that are for collect, in key order, as many as a few pages hold. */
export const landing = probe(async (look): Promise<Landing> => {
  const s3 = look.client(S3Client);
  const Bucket = (await durable(look)).buckets["landing"];
  if (Bucket === undefined) throw new Error("the manifest names no landing bucket");
  const objects: Landing["objects"][number][] = [];
  let after: string | undefined;
  for (let page = 0; page < maxPages; page++) {
    const answer = await s3.send(new ListObjectsV2Command({ Bucket, ...(after && { StartAfter: after }) }));
    for (const { Key: key, ETag: etag, LastModified: modifiedAt } of answer.Contents ?? [])
      if (key !== undefined && modifiedAt !== undefined && isCollected(key))
        objects.push({ key, etag: (etag ?? "").replaceAll('"', ""), modifiedAt });
    if (answer.IsTruncated !== true) return { objects, complete: true };
    after = answer.Contents?.at(-1)?.Key;
  }
  return { objects, complete: false };
});
