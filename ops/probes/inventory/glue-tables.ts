import { GlueClient, paginateGetTables } from "@aws-sdk/client-glue";
import { orAbsent } from "../look.ts";
import { everything } from "../pages.ts";
import type { Enumerator } from "./enumerator.ts";
import { found } from "./found.ts";
import { knownBy, knownPairs } from "./known.ts";

const type = "aws_glue_catalog_table";

/** Tables and views in the databases that a state has. */
export const glueTables: Enumerator = {
  types: [type],
  calls: ["glue:GetTables"],
  async unmanaged(look, ours) {
    const client = look.client(GlueClient);
    const known = knownPairs(ours.known, type, "database_name", "name");
    const databases = [...knownBy(ours.known, ["aws_glue_catalog_database"], "name")];
    const all = databases.map(async ([DatabaseName, { address }]) => {
      const pages = paginateGetTables({ client, pageSize: 100 }, { DatabaseName });
      // A database that is gone is told as deleted, and has no tables.
      const tables = (await orAbsent(everything(look, pages, (page) => page.TableList))) ?? [];
      const strange = tables.filter(({ Name }) => !known.has(`${DatabaseName}/${Name}`));
      return strange.flatMap(({ Name: name = "?", CatalogId = look.env.account, TableType }) => {
        const detail = TableType === undefined ? {} : { detail: TableType };
        const id = `${CatalogId}:${DatabaseName}:${name}`;
        return found({ type, id, name: `${DatabaseName}.${name}`, under: name, ...detail }, `attached to ${address}`);
      });
    });
    return (await Promise.all(all)).flat();
  },
};
