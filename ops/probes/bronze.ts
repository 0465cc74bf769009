import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { bronzeKey, bronzePrefix } from "../../contracts/lake.ts";
import { bus } from "./bus.ts";
import { type Look, probe } from "./look.ts";
import { durable } from "./manifest.ts";

/** When the lake last wrote what came over the bus that is in use; undefined when it never did. */
export const newestBronze = probe(async (look): Promise<Date | undefined> => {
  const Bucket = (await durable(look)).buckets["bronze"];
  const { id, extents } = await bus(look);
  if (Bucket === undefined || id === "") return undefined;
  const used = extents.filter((e) => e.end > 0);
  const newest = await Promise.all(used.map((e) => newestOf(look, Bucket, id, e.partition, e.end)));
  const times = newest.flatMap((d) => (d === undefined ? [] : [d.getTime()]));
  return times.length === 0 ? undefined : new Date(Math.max(...times));
});

/**
 * S3 lists forwards only, and a partition may hold very many objects: begin a little before the end of the log and go
 * further back only while nothing is there.
 */
async function newestOf(
  look: Look,
  bucket: string,
  busId: string,
  partition: number,
  end: number,
): Promise<Date | undefined> {
  for (let window = 20_000; ; window *= 16) {
    const start = Math.max(0, end - window);
    const newest = await lastAfter(look, bucket, bronzePrefix(busId, partition), bronzeKey(busId, partition, start));
    if (newest !== undefined || start === 0) return newest;
  }
}

/** When the last object from this key on was written. */
async function lastAfter(look: Look, Bucket: string, Prefix: string, from: string): Promise<Date | undefined> {
  const s3 = look.client(S3Client);
  let newest: Date | undefined;
  // The key itself must not be skipped, and S3 starts after what it is told: the name without its ending sorts before.
  let after: string | undefined = from.replace(/\.parquet$/, "");
  while (after !== undefined) {
    const command: ListObjectsV2Command = new ListObjectsV2Command({ Bucket, Prefix, StartAfter: after });
    const answer = await s3.send(command);
    const last = answer.Contents?.at(-1);
    newest = last?.LastModified ?? newest;
    after = answer.IsTruncated === true ? last?.Key : undefined;
  }
  return newest;
}
