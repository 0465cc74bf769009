import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query/index.js";
import { AthenaPreparedStatement } from "@cdktf/provider-aws/lib/athena-prepared-statement/index.js";
import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import { CatalogTable } from "./catalog-table.ts";
import type { LakeOutputs } from "./lake.ts";
import { namedQueries, preparedName } from "./named-queries.ts";
import { tableShapes } from "./table-shapes.ts";
import { analysts, athenaWorkgroup, validateWorkgroup } from "./workgroup.ts";

/** How the lake is read by Athena. */
export interface CatalogProps {
  readonly place: Place;
  readonly lake: LakeOutputs;
  /** `disposable` deletes the workgroup with its query history. */
  readonly safety: "disposable" | "protected";
  /** A query that would scan more is cancelled, GiB. A mistyped query then costs cents, not hundreds of dollars. */
  readonly scanLimitGib: number;
}

/** What others need of the catalog. */
export interface CatalogOutputs {
  readonly database: string;
  readonly workgroup: string;
}

/** Every fault of the props. */
export const validateCatalog = (props: Pick<CatalogProps, "scanLimitGib">): Fault[] => validateWorkgroup(props);

/** Glue database, a table for each dataset, and the Athena workgroup that may query them, with queries to start from. */
export class Catalog extends Construct {
  readonly outputs: CatalogOutputs;
  constructor(scope: Construct, id: string, props: CatalogProps) {
    super(scope, id);
    assertValid("catalog", validateCatalog(props));
    const database = new GlueCatalogDatabase(this, "database", {
      name: names.database(props.place),
      description: "Security events: bronze as they arrived, silver as OCSF 1.5.0, gold as what is asked most",
    });
    database.overrideLogicalId("glue_database");
    for (const shape of tableShapes)
      new CatalogTable(this, shape.name, { database: database.name, bucket: props.lake.buckets[shape.bucket], shape });
    const { place, lake, safety, scanLimitGib } = props;
    const { name: workgroup } = athenaWorkgroup(this, "workgroup", {
      place,
      name: analysts,
      description: "Queries of people and of the control service",
      results: lake.buckets.results,
      safety,
      scanLimitGib,
    });
    this.queries(place, database.name, workgroup);
    this.outputs = { database: database.name, workgroup };
  }

  // Named ones are for people at the console; programs execute the prepared ones, with values that cannot become SQL.
  private queries(place: Place, database: string, workgroup: string): void {
    for (const one of namedQueries) {
      const { name, description, query } = one;
      new AthenaNamedQuery(this, name, { name: names.of(place, name), description, query, database, workgroup });
      new AthenaPreparedStatement(this, `${name}-prepared`, {
        name: preparedName(one),
        description,
        queryStatement: query,
        workgroup,
      });
    }
  }
}
