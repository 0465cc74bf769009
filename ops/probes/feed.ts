import { CloudTrailClient, GetTrailStatusCommand } from "@aws-sdk/client-cloudtrail";
import { names } from "../../contracts/names.ts";
import { ownTrail } from "../../contracts/trails.ts";
import { orAbsent, probe } from "./look.ts";

/** The trail that is an environment's own, if it has one. */
export interface FeedSeen {
  readonly name: string;
  /** Undefined: there is no such trail. */
  readonly logging: boolean | undefined;
  /** What S3 answered to the last delivery of events, or of a digest, if it was refused: `AccessDenied`. */
  readonly error?: string;
}

/** How an environment's own trail delivers. */
export const feed = probe(async (look): Promise<FeedSeen> => {
  const name = names.of(look.env, ownTrail);
  const status = await orAbsent(look.client(CloudTrailClient).send(new GetTrailStatusCommand({ Name: name })));
  if (status === undefined) return { name, logging: undefined };
  const error = status.LatestDeliveryError || status.LatestDigestDeliveryError;
  return { name, logging: status.IsLogging === true, ...(error ? { error } : {}) };
});
