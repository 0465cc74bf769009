import { QuicksightDashboard } from "@cdktf/provider-aws/lib/quicksight-dashboard/index.js";
import { QuicksightDataSet } from "@cdktf/provider-aws/lib/quicksight-data-set/index.js";
import { QuicksightDataSource } from "@cdktf/provider-aws/lib/quicksight-data-source/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import { quicksightFaults } from "../../contracts/quicksight.ts";
import type { CatalogOutputs } from "../lake/catalog.ts";
import { activityDashboard } from "./activity-dashboard.ts";
import { activityColumns, activitySql } from "./activity-data.ts";
import { may } from "./permissions.ts";

/** Pages about the lake for people who do not write SQL. */
export interface InsightProps {
  readonly place: Place;
  readonly catalog: CatalogOutputs;
  /** QuickSight user, in the namespace `default`, who owns the pages and shares them: 24 USD a month. */
  readonly author: string;
  /** Where the account subscribed to QuickSight, and its users live. */
  readonly identityRegion: string;
}

/** What others need of the pages. */
export interface InsightOutputs {
  readonly dashboardId: string;
}

/** Every fault of the props. */
export const validateInsight = (p: Pick<InsightProps, "author" | "identityRegion">): Fault[] => quicksightFaults(p);

/**
 * QuickSight over gold: a data source (the analysts' workgroup of Athena, so its scan limit holds), a data set that asks
 * directly, and a dashboard.
 *
 * Before it is applied, once per account and by hand, since they are the account's and not an environment's: the
 * subscription, the author, and leave for QuickSight's service role to use Athena, to read the buckets gold and results
 * and to write results, and to decrypt with the key `events`.
 */
export class Insight extends Construct {
  readonly outputs: InsightOutputs;
  constructor(scope: Construct, id: string, props: InsightProps) {
    super(scope, id);
    assertValid("insight", validateInsight(props));
    const { place, catalog, author, identityRegion } = props;
    const principal = `arn:aws:quicksight:${identityRegion}:${place.account}:user/default/${author}`;
    const source = new QuicksightDataSource(this, "source", {
      dataSourceId: names.of(place, "lake"),
      name: `${names.prefix(place)}: lake`,
      type: "ATHENA",
      parameters: { athena: { workGroup: catalog.workgroup } },
      sslProperties: { disableSsl: false },
      permission: [{ principal, actions: may("DataSource") }],
    });
    const data = new QuicksightDataSet(this, "activity", {
      dataSetId: names.of(place, "activity"),
      name: `${names.prefix(place)}: daily activity`,
      importMode: "DIRECT_QUERY",
      physicalTableMap: [
        {
          physicalTableMapId: "activity",
          customSql: {
            dataSourceArn: source.arn,
            name: "daily activity",
            sqlQuery: activitySql(catalog.database),
            columns: [...activityColumns],
          },
        },
      ],
      permissions: [{ principal, actions: may("DataSet") }],
    });
    const dashboard = new QuicksightDashboard(this, "dashboard", {
      dashboardId: names.of(place, "activity"),
      name: `${names.prefix(place)}: activity`,
      versionDescription: "made by Terraform",
      definition: activityDashboard(data.arn),
      permissions: [{ principal, actions: may("Dashboard") }],
    });
    this.outputs = { dashboardId: dashboard.dashboardId };
  }
}
