import { DynamoDBClient, paginateListTables } from "@aws-sdk/client-dynamodb";
import { everything } from "../pages.ts";
import type { Enumerator } from "./enumerator.ts";
import { found } from "./found.ts";
import { type Known, knownBy } from "./known.ts";

/** DynamoDB tables. */
export const tables: Enumerator = {
  types: ["aws_dynamodb_table"],
  calls: ["dynamodb:ListTables"],
  async unmanaged(look, ours) {
    const pages = paginateListTables({ client: look.client(DynamoDBClient), pageSize: 100 }, {});
    const known = knownTables(ours.known);
    return (await everything(look, pages, (page) => page.TableNames)).flatMap((name) => {
      if (known.has(name)) return [];
      const arn = `arn:aws:dynamodb:${look.env.region}:${look.env.account}:table/${name}`;
      return found({ type: "aws_dynamodb_table", id: name, name }, ours.named(name) ?? ours.tagged(arn));
    });
  },
};

/** A replica has its table's name and is a table where it stands. */
function knownTables(known: Known): ReadonlySet<string> {
  const copied = knownBy(known, ["aws_dynamodb_table_replica"], "global_table_arn").keys();
  return new Set([
    ...knownBy(known, ["aws_dynamodb_table"], "name").keys(),
    ...[...copied].map((arn) => arn.slice(arn.lastIndexOf("/") + 1)),
  ]);
}
