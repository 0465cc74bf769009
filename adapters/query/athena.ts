import {
  AthenaClient,
  type ColumnInfo,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  type GetQueryResultsCommandOutput,
  type QueryExecutionStatus,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { S3Client } from "@aws-sdk/client-s3";
import { awsClient } from "../aws/client.ts";
import { athenaError, failure } from "./athena-fault.ts";
import { filesIn, type Place, partitionsIn } from "./athena-files.ts";
import { bound, statementOf, withViews } from "./athena-sql.ts";
import { athenaValue } from "./athena-values.ts";
import { datasets, type Extent, partitionsOf, readBy, viewsOf } from "./athena-views.ts";
import { type FileSet, type Query, QueryError, type QueryResult, type RunOptions } from "./port.ts";

/** Options of {@link openAthena}. */
export interface AthenaOptions {
  /** Database of Glue that holds the tables `bronze` and `silver`. */
  readonly database: string;
  /** Says where results go, how they are encrypted, and how much a query may read. */
  readonly workgroup: string;
  readonly buckets: Readonly<Record<FileSet, string>>;
  /** @default - clients of the Region's. */
  readonly clients?: { readonly athena: AthenaClient; readonly s3: S3Client };
}

const defaultMaxRows = 10_000;
const defaultTimeoutMs = 60_000;
// Most queries take a second or two; each look is a request, of which an account has 100 a second.
const firstLookMs = 100;
const longestLookMs = 1_000;
/** Athena gives no more at once, the line of names included. */
const pageRows = 1_000;
/** Bytes of a statement. Source: Athena user guide, "Service quotas". */
const longestStatement = 262_144;

/** Athena over the lake's tables. */
class AthenaQuery implements Query {
  readonly #athena: AthenaClient;
  readonly #s3: S3Client;
  readonly #options: AthenaOptions;
  readonly #running = new Set<string>();

  constructor(options: AthenaOptions, athena: AthenaClient, s3: S3Client) {
    this.#options = options;
    this.#athena = athena;
    this.#s3 = s3;
  }

  async run(sql: string, options: RunOptions = {}): Promise<QueryResult> {
    const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
    const until = Date.now() + timeoutMs;
    try {
      const id = await this.#start(await this.#textOf(sql, options));
      this.#running.add(id);
      try {
        await this.#finished(id, until, timeoutMs);
        return await this.#rows(id, options.maxRows ?? defaultMaxRows, until, timeoutMs);
      } finally {
        this.#running.delete(id);
      }
    } catch (error) {
      throw athenaError("ask Athena", error);
    }
  }

  async files(dataset: FileSet): Promise<readonly string[]> {
    try {
      return await filesIn(this.#s3, this.#placeOf(dataset));
    } catch (error) {
      throw athenaError(`list ${dataset}`, error);
    }
  }

  /** Queries under way are stopped. */
  async close(): Promise<void> {
    await Promise.all([...this.#running].map((id) => this.#stop(id)));
    this.#athena.destroy();
    this.#s3.destroy();
  }

  #placeOf(dataset: FileSet): Place {
    return { bucket: this.#options.buckets[dataset], dataset: datasets[dataset] };
  }

  async #textOf(sql: string, { params, only }: RunOptions): Promise<string> {
    const statement = statementOf(sql);
    const text = bound(statement, params);
    const views = await Promise.all(
      readBy(statement).map(async (dataset) => {
        const extent = only?.dataset === dataset ? this.#extentOf(dataset, only.files) : await this.#all(dataset);
        return viewsOf(dataset, this.#options.database, extent);
      }),
    );
    const whole = withViews(views.flat(), text);
    const bytes = Buffer.byteLength(whole);
    if (bytes <= longestStatement) return whole;
    throw new QueryError("sql", `the statement has ${bytes} bytes, at most ${longestStatement} are taken`, "never");
  }

  async #all(dataset: FileSet): Promise<Extent> {
    return { partitions: await partitionsIn(this.#s3, this.#placeOf(dataset)) };
  }

  #extentOf(dataset: FileSet, files: readonly string[]): Extent {
    const { bucket, dataset: of } = this.#placeOf(dataset);
    return { partitions: partitionsOf(of, files), paths: files.map((file) => `s3://${bucket}/${of.prefix}${file}`) };
  }

  async #start(text: string): Promise<string> {
    const { database, workgroup } = this.#options;
    const { QueryExecutionId } = await this.#athena.send(
      new StartQueryExecutionCommand({
        QueryString: text,
        WorkGroup: workgroup,
        QueryExecutionContext: { Database: database },
      }),
    );
    if (QueryExecutionId === undefined) throw new QueryError("unavailable", "Athena gave the query no id", "now");
    return QueryExecutionId;
  }

  async #finished(id: string, until: number, timeoutMs: number): Promise<void> {
    for (let waitMs = firstLookMs; ; waitMs = Math.min(waitMs * 1.5, longestLookMs)) {
      const status = await this.#status(id);
      if (status.State === "SUCCEEDED") return;
      if (status.State === "FAILED" || status.State === "CANCELLED") throw failure(status);
      if (Date.now() + waitMs > until) {
        await this.#stop(id);
        throw givenUp(timeoutMs);
      }
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }

  async #status(id: string): Promise<QueryExecutionStatus> {
    const { QueryExecution } = await this.#athena.send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
    return QueryExecution?.Status ?? {};
  }

  /** Nobody waits for it any more; that it could not be stopped changes nothing for them. */
  async #stop(id: string): Promise<void> {
    await this.#athena.send(new StopQueryExecutionCommand({ QueryExecutionId: id })).catch(() => undefined);
  }

  async #rows(id: string, maxRows: number, until: number, timeoutMs: number): Promise<QueryResult> {
    let columns: QueryResult["columns"] = [];
    const rows: QueryResult["rows"][number][] = [];
    let token: string | undefined;
    do {
      if (Date.now() > until) throw givenUp(timeoutMs);
      const page: GetQueryResultsCommandOutput = await this.#athena.send(
        new GetQueryResultsCommand({ QueryExecutionId: id, MaxResults: pageRows, ...(token && { NextToken: token }) }),
      );
      columns = (page.ResultSet?.ResultSetMetadata?.ColumnInfo ?? []).map(columnOf);
      // The first line holds the names.
      const lines = (page.ResultSet?.Rows ?? []).slice(token === undefined ? 1 : 0);
      for (const { Data = [] } of lines)
        rows.push(Object.fromEntries(columns.map((c, i) => [c.name, athenaValue(Data[i]?.VarCharValue, c)])));
      token = page.NextToken;
    } while (token !== undefined && rows.length <= maxRows);
    return { columns, rows: rows.slice(0, maxRows), truncated: rows.length > maxRows };
  }
}

const givenUp = (timeoutMs: number): QueryError =>
  new QueryError("timeout", `the query was given up after ${timeoutMs} ms; ask for less`, "never");

/** Glue has no capitals; the names that have some in the lake are given as the lake spells them. */
const spelled = new Map(
  Object.values(datasets)
    .flatMap(({ partitions }) => partitions)
    .map((name) => [name.toLowerCase(), name]),
);

const columnOf = ({ Name = "", Type = "varchar" }: Partial<ColumnInfo>): QueryResult["columns"][number] => ({
  name: spelled.get(Name.toLowerCase()) ?? Name,
  type: Type,
});

/** Opens the lake's tables in Athena; asks nothing yet. */
export function openAthena(options: AthenaOptions): Query {
  const { athena, s3 } = options.clients ?? { athena: awsClient(AthenaClient), s3: awsClient(S3Client) };
  return new AthenaQuery(options, athena, s3);
}
