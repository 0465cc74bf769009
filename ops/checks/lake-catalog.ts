import { bronze, silver } from "../../contracts/lake.ts";
import { names } from "../../contracts/names.ts";
import type { Verdict } from "../../contracts/verdict.ts";
import { catalog } from "../probes/catalog.ts";
import { defineCheck } from "./check.ts";
import { applyAgain, count } from "./wording.ts";

/** Fails when Athena would not find bronze or silver. */
export const lakeCatalog = defineCheck({
  id: "lake.catalog",
  why: "Athena finds the events only through these tables",
  probe: catalog,
  judge: ({ database, tables }, env): Verdict => {
    const want = "a table over bronze and one over silver, with the partitions of contracts/lake.ts";
    const faults = [bronze, silver].flatMap((dataset) => {
      const location = `s3://${names.bucket(env, dataset.bucket)}/${dataset.prefix}`;
      const table = tables?.find((t) => slashed(t.location) === location);
      if (table === undefined) return [`no table at ${location}`];
      const partitions = table.partitions.map((p) => p.toLowerCase()).join(",");
      const wanted = dataset.partitions.map((p) => p.toLowerCase()).join(",");
      return partitions === wanted ? [] : [`${table.name} is partitioned by ${partitions || "nothing"}`];
    });
    if (tables === undefined) return { state: "fail", saw: `no database ${database}`, want, fix: applyAgain(env) };
    if (faults.length > 0) return { state: "fail", saw: faults.join(", "), want, fix: applyAgain(env) };
    return { state: "ok", saw: `${database}: ${count(tables.length, "table")}` };
  },
});

const slashed = (location: string): string => (location.endsWith("/") ? location : `${location}/`);
