import { existsSync } from "node:fs";
import { join } from "node:path";
import { openLake } from "../../adapters/query/open.ts";
import { QueryError, type QueryResult } from "../../adapters/query/port.ts";
import { OperatorError } from "../../contracts/errors.ts";
import { names } from "../../contracts/names.ts";
import type { Environment } from "../../environments/environment.ts";
import { wholeNumber } from "../flags.ts";
import { environmentHome } from "../home.ts";
import { again } from "../report/again.ts";

/** Runs one statement over the lake of an environment on this machine; needs nothing that runs. */
export async function runQuery(env: Environment, sql: string, maxRows: unknown): Promise<QueryResult> {
  const most =
    maxRows === undefined ? {} : { maxRows: wholeNumber("--max-rows", maxRows, { min: 1, max: 10_000_000 }) };
  const lake = await openLake(lakeUrl(env), lakeBuckets(env));
  try {
    return await lake.run(sql, most);
  } catch (error) {
    if (error instanceof QueryError && error.code === "sql")
      throw new OperatorError(
        "CAP_SQL",
        error.message,
        ["views: bronze, bronze_all, silver", again("query", { env }, '"describe silver"')],
        {
          cause: error,
        },
      );
    throw error;
  } finally {
    await lake.close();
  }
}

/** The buckets' names in the folder of objects. */
export const lakeBuckets = (env: Environment): { bronzeBucket: string; silverBucket: string } => ({
  bronzeBucket: names.bucket(env, "bronze"),
  silverBucket: names.bucket(env, "silver"),
});

/** Where the emulated S3 keeps this environment's objects as plain files; an OperatorError when there is none yet. */
export function lakeUrl(env: Environment): string {
  const dir = join(environmentHome(env), "aws", "s3", env.account);
  if (existsSync(dir)) return `duckdb:${dir}`;
  throw new OperatorError("CAP_NO_LAKE", `${env.name} has no lake on this machine yet: ${dir} is missing`, [
    again("up", { env, emulated: true }, "--once"),
  ]);
}
