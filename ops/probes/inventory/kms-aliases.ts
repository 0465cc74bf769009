import { KMSClient, paginateListAliases } from "@aws-sdk/client-kms";
import { everything } from "../pages.ts";
import type { Enumerator } from "./enumerator.ts";
import { found } from "./found.ts";
import { knownBy } from "./known.ts";

/** Aliases of keys: a name of ours for any key, any name for a key of ours. */
export const kmsAliases: Enumerator = {
  types: ["aws_kms_alias"],
  calls: ["kms:ListAliases"],
  async unmanaged(look, ours) {
    const pages = paginateListAliases({ client: look.client(KMSClient), pageSize: 100 }, {});
    const known = knownBy(ours.known, ["aws_kms_alias"], "name");
    const keys = knownBy(ours.known, ["aws_kms_key", "aws_kms_replica_key"], "key_id");
    const all = await everything(look, pages, (page) => page.Aliases);
    return all.flatMap(({ AliasName: name = "?", TargetKeyId: target = "" }) => {
      if (known.has(name)) return [];
      const key = keys.get(target);
      const why = key === undefined ? ours.named(name) : `attached to ${key.address}`;
      return found({ type: "aws_kms_alias", id: name, name, detail: `of key ${target}` }, why);
    });
  },
};
