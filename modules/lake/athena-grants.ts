import { bronze as bronzeDataset, silver as silverDataset } from "../../contracts/lake.ts";
import type { Place } from "../../contracts/names.ts";
import { allow, type Grant } from "../identity/policy.ts";
import type { CatalogOutputs } from "./catalog.ts";
import { grantRead, grantWrite } from "./grants.ts";
import type { LakeOutputs } from "./lake.ts";
import { analysts, resultsPrefix } from "./workgroup.ts";

/** Whose statements, over which tables. */
export interface StatementsParts {
  readonly place: Place;
  readonly catalog: Pick<CatalogOutputs, "database">;
  readonly workgroup: string;
  readonly tables: readonly string[];
}

/**
 * Grants running statements of one workgroup over some tables, and stopping them. What they read and write needs grants
 * beside it: Athena acts with the permissions of whoever asks. The tables project their partitions, so Glue is not asked
 * for any.
 */
export function grantStatements({ place, catalog, workgroup, tables }: StatementsParts): Grant {
  const { account, region } = place;
  const glue = (what: string): string => `arn:aws:glue:${region}:${account}:${what}`;
  return [
    allow(
      ["athena:StartQueryExecution", "athena:GetQueryExecution", "athena:StopQueryExecution"],
      [workgroupArn(place, workgroup)],
    ),
    allow(["athena:GetDataCatalog"], [`arn:aws:athena:${region}:${account}:datacatalog/AwsDataCatalog`]),
    // Athena looks at `default` first, whatever is asked. Source: Athena user guide, "Configure access to databases".
    allow(
      ["glue:GetDatabase", "glue:GetTable"],
      [
        glue("catalog"),
        glue("database/default"),
        glue(`database/${catalog.database}`),
        ...tables.map((name) => glue(`table/${catalog.database}/${name}`)),
      ],
    ),
  ];
}

/** What is asked of the lake by questions. */
export interface QuestionsParts {
  readonly place: Place;
  readonly lake: LakeOutputs;
  readonly catalog: CatalogOutputs;
}

/** Grants asking bronze and silver in the analysts' workgroup, and reading the answers. */
export function grantQuestions({ place, lake, catalog }: QuestionsParts): Grant {
  const { bronze, silver, results } = lake.buckets;
  const answers = resultsPrefix(analysts);
  return [
    ...grantStatements({ place, catalog, workgroup: catalog.workgroup, tables: ["bronze", "silver"] }),
    allow(["athena:GetQueryResults"], [workgroupArn(place, catalog.workgroup)]),
    allow(["s3:GetBucketLocation"], [bronze.arn, silver.arn, results.arn]),
    ...grantRead(bronze, bronzeDataset.prefix),
    ...grantRead(silver, silverDataset.prefix),
    ...grantRead(results, answers),
    ...grantWrite(results, answers),
  ];
}

const workgroupArn = ({ region, account }: Place, workgroup: string): string =>
  `arn:aws:athena:${region}:${account}:workgroup/${workgroup}`;
