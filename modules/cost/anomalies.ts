import { CeAnomalyMonitor } from "@cdktf/provider-aws/lib/ce-anomaly-monitor/index.js";
import { CeAnomalySubscription } from "@cdktf/provider-aws/lib/ce-anomaly-subscription/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";

/** Cost that nobody expected. */
export interface AnomaliesProps {
  readonly place: Place;
  /** Values of the tag Team; each team's cost is learned by itself. */
  readonly teams: readonly string[];
  /** An anomaly that costs at least so much in all is told, USD. */
  readonly atLeastUsd: number;
  /** Who gets the mail of a day's anomalies. */
  readonly notify: readonly string[];
}

/** Every fault of the props. */
export function validateAnomalies({ teams, atLeastUsd, notify }: AnomaliesProps): Fault[] {
  const faults: Fault[] = [];
  if (teams.length === 0) faults.push({ field: "teams", got: teams, want: "at least one" });
  if (!(atLeastUsd > 0)) faults.push({ field: "atLeastUsd", got: atLeastUsd, want: "> 0" });
  if (notify.length === 0) faults.push({ field: "notify", got: notify, want: "at least one address" });
  return faults;
}

/**
 * A monitor for each team and one mail a day. By tag, not by AWS service: an account has one monitor of services at most,
 * and AWS makes it by itself where Cost Explorer is on. Free. Needs about ten days of cost under the tag to learn.
 */
export class Anomalies extends Construct {
  constructor(scope: Construct, id: string, props: AnomaliesProps) {
    super(scope, id);
    assertValid("anomalies", validateAnomalies(props));
    const { place, teams, atLeastUsd, notify } = props;
    const monitors = teams.map(
      (team) =>
        new CeAnomalyMonitor(this, `team-${team}`, {
          name: names.of(place, `team-${team}`),
          monitorType: "CUSTOM",
          monitorSpecification: JSON.stringify(spentBy(team)),
        }),
    );
    new CeAnomalySubscription(this, "mail", {
      name: names.of(place, "anomalies"),
      frequency: "DAILY",
      monitorArnList: monitors.map((monitor) => monitor.arn),
      subscriber: notify.map((address) => ({ type: "EMAIL", address })),
      thresholdExpression: {
        dimension: {
          key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
          values: [String(atLeastUsd)],
          matchOptions: ["GREATER_THAN_OR_EQUAL"],
        },
      },
    });
  }
}

// Every field of an Expression, as Cost Explorer gives it back: without the empty ones each plan would show a change.
const spentBy = (team: string) => ({
  And: null,
  CostCategories: null,
  Dimensions: null,
  Not: null,
  Or: null,
  Tags: { Key: "Team", MatchOptions: null, Values: [team] },
});
