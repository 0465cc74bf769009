import { z } from "zod";
import { isGone, self } from "../../adapters/bus/process-identity.ts";
import { type Objects, ObjectsError } from "../../adapters/objects/port.ts";
import { names } from "../../contracts/names.ts";
import type { Environment } from "../../environments/environment.ts";

/** Who holds an environment's lock: the object at `names.lockKey`, as JSON. */
export const lockHolder = z.object({
  /** Of this hold, and of nothing else. */
  id: z.string(),
  environment: z.string(),
  who: z.string(),
  host: z.string(),
  /** URL of the run of CI. */
  run: z.string().exactOptional(),
  process: z.object({ host: z.string(), pid: z.number(), started: z.string() }),
  /** `cap apply`, … */
  operation: z.string(),
  /** ISO 8601, UTC. */
  since: z.string(),
  /** When it was last written, by the holder's clock, ISO 8601, UTC: it makes every heartbeat another object. */
  beat: z.string(),
});
/** One of {@link lockHolder}. */
export type LockHolder = z.infer<typeof lockHolder>;

/** A lock as it was looked at. */
export interface SeenLock {
  /** Undefined when what lies there is no lock of CAP: it holds all the same. */
  readonly holder: LockHolder | undefined;
  /** Of what was looked at. */
  readonly etag: string;
  /** When it was last written, by the store's clock: the holder's own may be wrong. */
  readonly beatAt: Date;
}

/** The lock of an environment; undefined when nobody holds it. ObjectsError when the store does not say. */
export async function readLock(objects: Objects, env: Pick<Environment, "name">): Promise<SeenLock | undefined> {
  try {
    const { body, etag, modifiedAt } = await objects.read(names.lockKey(env));
    return { holder: parse(body), etag, beatAt: new Date(modifiedAt) };
  } catch (error) {
    if (!(error instanceof ObjectsError && error.code === "missing")) throw error;
    await assertReadable(objects, env);
    return undefined;
  }
}

/** Where the bucket itself is missing, S3 says of the object that it is missing too; a list tells the two apart. */
async function assertReadable(objects: Objects, env: Pick<Environment, "name">): Promise<void> {
  for await (const _ of objects.list(names.lockKey(env), { max: 1 })) return;
}

function parse(body: Uint8Array): LockHolder | undefined {
  try {
    return lockHolder.parse(JSON.parse(new TextDecoder().decode(body)));
  } catch {
    return undefined;
  }
}

/** What of a holder's process can be seen from here. */
export function processState({ process }: LockHolder): "lives" | "ended" | "elsewhere" {
  if (process.host !== self.host) return "elsewhere";
  return isGone(process) ? "ended" : "lives";
}
