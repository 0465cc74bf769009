import { CloudTrailClient, GetTrailStatusCommand } from "@aws-sdk/client-cloudtrail";
import { orAbsent, probe } from "./look.ts";
import { durable } from "./manifest.ts";

/** The trail that is an environment's own. */
export interface FeedSeen {
  readonly name: string;
  /** Undefined: there is no such trail. */
  readonly logging: boolean | undefined;
  /** What S3 answered to the last delivery of events, or of a digest, if it was refused: `AccessDenied`. */
  readonly error?: string;
}

/** How an environment's own trail delivers; undefined where none was applied, whatever the code wishes. */
export const feed = probe(async (look): Promise<FeedSeen | undefined> => {
  const { feed: name } = await durable(look);
  if (name === undefined) return undefined;
  const status = await orAbsent(look.client(CloudTrailClient).send(new GetTrailStatusCommand({ Name: name })));
  if (status === undefined) return { name, logging: undefined };
  const error = status.LatestDeliveryError || status.LatestDigestDeliveryError;
  return { name, logging: status.IsLogging === true, ...(error ? { error } : {}) };
});
