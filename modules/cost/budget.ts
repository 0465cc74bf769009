import { BudgetsBudget } from "@cdktf/provider-aws/lib/budgets-budget/index.js";
import { Construct } from "constructs";
import { mostBudgetMails } from "../../contracts/cost.ts";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import type { AlarmTopicOutputs } from "../observability/alarm-topic.ts";

/** What an environment may cost in a month. */
export interface BudgetProps {
  readonly place: Place;
  /** Values of the tag Environment whose cost counts: the environment, and its copy in a recovery Region. */
  readonly environments: readonly string[];
  /** USD. */
  readonly monthlyUsd: number;
  readonly topic: AlarmTopicOutputs;
  /**
   * Who also gets a mail from Budgets itself: the way through the topic has a key and a policy that can be wrong, and of
   * money people are told twice rather than never. At most 10. @default - nobody.
   */
  readonly notify?: readonly string[];
}

/** Shares of the budget at which people are told, percent: of what was spent, and of what the month will have cost. */
const thresholds = { ACTUAL: [50, 80, 100], FORECASTED: [100] } as const;

/** Every fault of the props. */
export function validateBudget({ monthlyUsd, environments, notify = [] }: BudgetProps): Fault[] {
  const faults: Fault[] = [];
  if (!(monthlyUsd > 0)) faults.push({ field: "monthlyUsd", got: monthlyUsd, want: "> 0" });
  if (environments.length === 0) faults.push({ field: "environments", got: [], want: "at least one" });
  if (notify.length > mostBudgetMails)
    faults.push({ field: "notify", got: notify.length, want: `at most ${mostBudgetMails}` });
  return faults;
}

/**
 * A budget over the tag Environment, which billing knows once the account has switched it on (modules/cost/allocation-tags.ts)
 * and only from then on. AWS updates costs three times a day, and a forecast needs about five weeks of them: in the first
 * month only the actual thresholds speak. A budget that only tells is free.
 */
export class Budget extends Construct {
  constructor(scope: Construct, id: string, props: BudgetProps) {
    super(scope, id);
    assertValid("budget", validateBudget(props));
    const { place, environments, monthlyUsd, topic, notify = [] } = props;
    new BudgetsBudget(this, "budget", {
      name: names.of(place, "monthly"),
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: String(monthlyUsd),
      limitUnit: "USD",
      costFilter: [{ name: "TagKeyValue", values: environments.map((name) => `user:Environment$${name}`) }],
      notification: Object.entries(thresholds).flatMap(([notificationType, shares]) =>
        shares.map((threshold) => ({
          notificationType,
          threshold,
          thresholdType: "PERCENTAGE",
          comparisonOperator: "GREATER_THAN",
          subscriberSnsTopicArns: [topic.arn],
          subscriberEmailAddresses: [...notify],
        })),
      ),
    });
  }
}
