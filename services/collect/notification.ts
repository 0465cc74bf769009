import { z } from "zod";
import { isCollected } from "../../contracts/lake.ts";
import type { Candidate } from "./candidate.ts";

/** The part of an S3 event message that collect reads; the version 2 shape in the S3 user guide. */
const s3Event = z.object({
  Records: z.array(
    z.object({
      eventName: z.string(),
      s3: z.object({
        object: z.object({ key: z.string(), size: z.number().optional(), eTag: z.string().optional() }),
      }),
    }),
  ),
});

/** S3 sends this once when notifications are set up. */
const testEvent = z.object({ Event: z.literal("s3:TestEvent") });

/**
 * The new objects that a queue message speaks of: none for S3's test message and for removals. Undefined when it is not
 * an S3 event: such a message is left alone, and the queue's redrive brings it to the dead-letter queue.
 */
export function parseNotification(body: string): readonly Candidate[] | undefined {
  const message = parseJson(body);
  if (testEvent.safeParse(message).success) return [];
  const event = s3Event.safeParse(message);
  if (!event.success) return undefined;
  const created = event.data.Records.filter(({ eventName }) => /^(s3:)?ObjectCreated:/.test(eventName));
  const keys = created.map(({ s3 }) => decodeKey(s3.object.key));
  if (keys.includes(undefined)) return undefined;
  const candidates = created.map(({ s3 }, i) => ({
    key: keys[i] ?? "",
    etag: (s3.object.eTag ?? "").replaceAll('"', ""),
    size: s3.object.size ?? 0,
  }));
  return candidates.filter(({ key }) => isCollected(key));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Keys are encoded as in an HTML form: a space is `+`. */
function decodeKey(key: string): string | undefined {
  try {
    return decodeURIComponent(key.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}
