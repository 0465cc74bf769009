import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query/index.js";
import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup/index.js";
import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import { CatalogTable } from "./catalog-table.ts";
import type { LakeOutputs } from "./lake.ts";
import { namedQueries } from "./named-queries.ts";
import { bronzeTable, silverTable } from "./table-shapes.ts";

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
export function validateCatalog(p: CatalogProps): Fault[] {
  return p.scanLimitGib >= 1 ? [] : [{ field: "scanLimitGib", got: p.scanLimitGib, want: "at least 1" }];
}

/** Glue database, the tables of bronze and silver, and the Athena workgroup that may query them. */
export class Catalog extends Construct {
  readonly outputs: CatalogOutputs;
  constructor(scope: Construct, id: string, props: CatalogProps) {
    super(scope, id);
    assertValid("catalog", validateCatalog(props));
    const database = new GlueCatalogDatabase(this, "database", {
      name: names.database(props.place),
      description: "Security events: bronze as they arrived, silver as OCSF 1.5.0",
    });
    database.overrideLogicalId("glue_database");
    const { bronze, silver } = props.lake.buckets;
    new CatalogTable(this, "bronze", { database: database.name, bucket: bronze, shape: bronzeTable });
    new CatalogTable(this, "silver", { database: database.name, bucket: silver, shape: silverTable });
    const workgroup = this.workgroup(props);
    for (const { name, description, query } of namedQueries)
      new AthenaNamedQuery(this, name, {
        name: names.of(props.place, name),
        description,
        query,
        database: database.name,
        workgroup: workgroup.name,
      });
    this.outputs = { database: database.name, workgroup: workgroup.name };
  }

  private workgroup({ place, lake, safety, scanLimitGib }: CatalogProps): AthenaWorkgroup {
    const { results } = lake.buckets;
    return new AthenaWorkgroup(this, "workgroup", {
      name: names.of(place, "analysts"),
      description: "Queries of people and of the control service",
      forceDestroy: safety === "disposable",
      configuration: {
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: scanLimitGib * 1024 ** 3,
        engineVersion: { selectedEngineVersion: "Athena engine version 3" },
        resultConfiguration: {
          outputLocation: `s3://${results.name}/athena/`,
          encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: results.key.arn },
        },
      },
    });
  }
}
