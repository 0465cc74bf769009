import { exitCode } from "../../contracts/errors.ts";
import type { Command } from "../command.ts";

/** `cap query`: SQL over the lake, with nothing else running. */
export const query: Command = {
  verb: "query",
  summary: "ask the lake a question in SQL",
  description:
    "Runs DuckDB over the lake's Parquet files, read-only. Views: silver (OCSF 1.5.0 API Activity; metadata_uid is the " +
    "event id), bronze (kept events, raw), bronze_all (every outcome with its reason). Works while nothing runs.",
  args: [{ name: "<sql>", doc: "one statement" }],
  flags: [{ flag: "--max-rows <count>", doc: "most rows returned; 10000 without it" }],
  examples: [
    'cap query "select count(distinct metadata_uid) n from silver"',
    'cap query "select api.service.name, count(*) n from silver group by 1 order by n desc limit 10"',
    `cap query --json "select outcome, reason, count(*) n from bronze_all group by all"`,
  ],
  environment: "reads",
  async run({ env, args, flags, out }) {
    const { runQuery } = await import("../lake/query.ts");
    const { rowsAsTable } = await import("../lake/rows.ts");
    const result = await runQuery(env, args[0] ?? "", flags["maxRows"]);
    out.result(result, () => rowsAsTable(result, out.onScreen ? process.stdout.columns : undefined));
    return exitCode.ok;
  },
};
