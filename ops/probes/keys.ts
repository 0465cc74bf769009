import { DescribeKeyCommand, GetKeyRotationStatusCommand, KMSClient } from "@aws-sdk/client-kms";
import { orAbsent, probe } from "./look.ts";
import { durable } from "./manifest.ts";

/** A KMS key. */
export interface KeySeen {
  readonly part: string;
  readonly id: string;
  /** `Enabled`, `Disabled`, `PendingDeletion`, …; undefined when there is no such key. */
  readonly state: string | undefined;
  /** When it will be deleted, where that is planned. */
  readonly deletionAt?: Date;
  readonly rotates: boolean;
}

/** Every key of the environment. */
export const keys = probe(async (look): Promise<readonly KeySeen[]> => {
  const kms = look.client(KMSClient);
  const told = Object.entries((await durable(look)).keys);
  return await Promise.all(
    told.map(async ([part, id]) => {
      const key = (await orAbsent(kms.send(new DescribeKeyCommand({ KeyId: id }))))?.KeyMetadata;
      // KMS refuses to tell the rotation of a key that is about to go.
      const asked = key?.KeyId !== undefined && key.DeletionDate === undefined;
      const rotation = asked ? await kms.send(new GetKeyRotationStatusCommand({ KeyId: key.KeyId })) : undefined;
      return {
        part,
        id,
        state: key?.KeyState,
        rotates: rotation?.KeyRotationEnabled === true,
        ...(key?.DeletionDate === undefined ? {} : { deletionAt: key.DeletionDate }),
      };
    }),
  );
});
