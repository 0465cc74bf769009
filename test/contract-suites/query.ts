import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Query } from "../../adapters/query/port.ts";

/** Opens the same query port over an empty lake and over one that holds what the suite describes. */
export interface QueryHarness {
  /** No files at all. */
  readonly empty: () => Promise<Query>;
  /**
   * Bronze: bus `b1`, partition 0, offsets 0 to 9, outcome `drop` with reason `duplicate` for 3 and `dead-letter` with
   * reason `not JSON` for 7, else `keep`; event ids `e0` to `e9`. Silver: the eight kept, account `000000000001`, region
   * `eu-west-1`, day `20260131`, `time` 1,769,852,096,789 + offset, operation `Op<offset>`.
   */
  readonly filled: () => Promise<Query>;
}

/** What every adapter of the query port must do. */
export function queryContract(name: string, harness: QueryHarness): void {
  describe(`query: ${name}`, () => {
    let empty: Query;
    let filled: Query;
    beforeAll(async () => {
      empty = await harness.empty();
      filled = await harness.filled();
    });
    afterAll(async () => {
      await empty?.close();
      await filled?.close();
    });
    const one = async (query: Query, sql: string) => (await query.run(sql)).rows;

    it("answers over an empty lake, with all columns", async () => {
      expect(await one(empty, "select count(distinct metadata_uid) n from silver")).toEqual([{ n: 0 }]);
      expect(await one(empty, "select count(*) n from bronze")).toEqual([{ n: 0 }]);
      const sql = `select metadata_uid, metadata.uid, "time", api.operation, api.service.name, region, accountId, eventDay from silver`;
      expect((await empty.run(sql)).rows).toEqual([]);
      const bronze = `select "offset", outcome, reason, kind, event_id, source_key, source_index, received_at, raw, bus, "partition" from bronze_all`;
      expect((await empty.run(bronze)).columns).toHaveLength(11);
    });

    it("has every outcome in bronze_all, the kept in bronze, and OCSF in silver", async () => {
      const outcomes = `select outcome, reason, count(*) n from bronze_all group by outcome, reason order by n desc, outcome`;
      expect(await one(filled, outcomes)).toEqual([
        { outcome: "keep", reason: null, n: 8 },
        { outcome: "dead-letter", reason: "not JSON", n: 1 },
        { outcome: "drop", reason: "duplicate", n: 1 },
      ]);
      expect(await one(filled, 'select count(*) n, min("partition") p, min(bus) b from bronze')).toEqual([
        { n: 8, p: 0, b: "b1" },
      ]);
      expect(await one(filled, "select count(distinct metadata_uid) n, count(*) m from silver")).toEqual([
        { n: 8, m: 8 },
      ]);
      const first = `select metadata_uid, metadata.uid as uid, api.operation op, accountId, region, eventDay, "time" from silver order by "time" limit 1`;
      expect(await one(filled, first)).toEqual([
        {
          metadata_uid: "e0",
          uid: "e0",
          op: "Op0",
          accountId: "000000000001",
          region: "eu-west-1",
          eventDay: "20260131",
          time: 1_769_852_096_789,
        },
      ]);
    });

    it("gives values that JSON keeps", async () => {
      const o = "cast(cast(row(cast(row('c') as row(b varchar))) as row(a row(b varchar))) as json)";
      const sql = `select 1 i, 9007199254740993 b, 1.25 d, true t, null n, 'é' s, timestamp '2026-01-31 09:34:56.789' ts, cast(array[1, 2] as json) l, ${o} o, cast(0.5 as double) f`;
      const { rows, columns, truncated } = await filled.run(sql);
      const want = {
        i: 1,
        b: "9007199254740993",
        d: 1.25,
        t: true,
        n: null,
        s: "é",
        ts: "2026-01-31T09:34:56.789Z",
        l: [1, 2],
        o: { a: { b: "c" } },
        f: 0.5,
      };
      expect(JSON.parse(JSON.stringify(rows))).toEqual([want]);
      expect(columns.map((c) => c.name)).toEqual(Object.keys(want));
      expect(truncated).toBe(false);
    });

    it("binds parameters", async () => {
      const sql = `select event_id from bronze where "offset" >= $1 and source_key = $2 order by 1 limit $3`;
      expect((await filled.run(sql, { params: [5, "uploads/r1/a.json", 2] })).rows).toEqual([
        { event_id: "e5" },
        { event_id: "e6" },
      ]);
      const injected = await filled.run("select $1 as x", { params: ["'; drop view silver; --"] });
      expect(injected.rows).toEqual([{ x: "'; drop view silver; --" }]);
      const values = [-1, 1.5, true, null, "$1 'é' --"] as const;
      const { rows } = await filled.run("select 2 -$1 a, $2 b, $3 c, $4 d, $5 e, '$1' f -- $9", { params: values });
      expect(rows).toEqual([{ a: 3, b: 1.5, c: true, d: null, e: "$1 'é' --", f: "$1" }]);
      await expect(filled.run("select $1", { params: [1, 2] })).rejects.toMatchObject({ code: "sql" });
      await expect(filled.run("select $1, $2", { params: [1] })).rejects.toMatchObject({ code: "sql" });
    });

    it("has views beside what the statement names itself, whatever stands in its texts and comments", async () => {
      const sql = `with /* ; */ few as (select "offset" o from bronze where "offset" < 2) -- ; drop
        select count(*) n, ';' semicolon from few;`;
      expect(await one(filled, sql)).toEqual([{ n: 2, semicolon: ";" }]);
      const both = "select count(*) n from bronze b join silver s on s.metadata_uid = b.event_id";
      expect(await one(filled, both)).toEqual([{ n: 8 }]);
    });

    it("gives nested columns when they are cast to JSON", async () => {
      const sql = `select cast(api as json) as api, accountId from silver order by "time" desc limit 1`;
      const { rows } = await filled.run(sql);
      expect(rows).toMatchObject([{ api: { operation: "Op9", service: { name: "s3.amazonaws.com" } } }]);
    });

    it("cuts at maxRows and says so", async () => {
      const all = await filled.run(`select "offset" from bronze_all order by 1`, { maxRows: 10 });
      expect([all.rows.length, all.truncated]).toEqual([10, false]);
      const cut = await filled.run(`select "offset" from bronze_all order by 1`, { maxRows: 4 });
      expect([cut.rows, cut.truncated]).toEqual([[0, 1, 2, 3].map((offset) => ({ offset })), true]);
    });

    it.each([
      ["wrong SQL", "selct 1"],
      ["an unknown column", "select nonsense from silver"],
      ["nothing", ""],
      ["two statements", "select 1; select 2"],
      ["a table of one's own", "create table x (y int)"],
      ["a deletion", "delete from silver"],
      ["a view dropped", "drop view silver"],
    ])("refuses %s as the caller's mistake", async (_what, sql) => {
      await expect(filled.run(sql)).rejects.toMatchObject({ name: "QueryError", code: "sql", retry: "never" });
      expect(await one(filled, "select count(*) n from silver")).toEqual([{ n: 8 }]);
    });

    it("names the files of a dataset, and reads some of them only", async () => {
      expect(await empty.files("bronze")).toEqual([]);
      for (const dataset of ["bronze", "silver"] as const) {
        const files = await filled.files(dataset);
        const all = `select count(*) n from ${dataset}`;
        let n = 0;
        for (const file of files)
          n += Number((await filled.run(all, { only: { dataset, files: [file] } })).rows[0]?.["n"]);
        expect(files.length).toBeGreaterThan(1);
        expect(n).toBe(8);
        expect((await filled.run(all, { only: { dataset, files } })).rows).toEqual([{ n: 8 }]);
        expect((await filled.run(all, { only: { dataset, files: [] } })).rows).toEqual([{ n: 0 }]);
        expect(await one(filled, all)).toEqual([{ n: 8 }]);
      }
    });

    it("answers several at once", async () => {
      const all = await Promise.all(Array.from({ length: 8 }, () => one(filled, "select count(*) n from silver")));
      expect(all).toEqual(Array.from({ length: 8 }, () => [{ n: 8 }]));
    });
  });
}
