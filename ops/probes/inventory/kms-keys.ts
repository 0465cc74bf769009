import { DescribeKeyCommand, KMSClient, paginateListKeys } from "@aws-sdk/client-kms";
import { orAbsent } from "../look.ts";
import { everything } from "../pages.ts";
import type { Enumerator } from "./enumerator.ts";
import { found } from "./found.ts";
import { knownBy } from "./known.ts";

const types = ["aws_kms_key", "aws_kms_replica_key"];

/** Keys with our tags: a key has no other name than its aliases. */
export const kmsKeys: Enumerator = {
  types,
  calls: ["kms:ListKeys", "kms:DescribeKey"],
  async unmanaged(look, ours) {
    const client = look.client(KMSClient);
    const known = knownBy(ours.known, types, "key_id");
    const all = await everything(look, paginateListKeys({ client, pageSize: 1_000 }, {}), (page) => page.Keys);
    const strange = all.filter(({ KeyId = "", KeyArn }) => !known.has(KeyId) && ours.tagged(KeyArn) !== undefined);
    const described = strange.map(async ({ KeyId: id = "?", KeyArn }) => {
      const key = (await orAbsent(client.send(new DescribeKeyCommand({ KeyId: id }))))?.KeyMetadata;
      // What a destroyed environment leaves for a month is no key that anybody could use.
      if (key === undefined || key.KeyState === "PendingDeletion") return [];
      const type = key.MultiRegionConfiguration?.MultiRegionKeyType === "REPLICA" ? types[1] : types[0];
      return found({ type: type ?? "?", id, name: key.Description || id }, ours.tagged(KeyArn));
    });
    return (await Promise.all(described)).flat();
  },
};
