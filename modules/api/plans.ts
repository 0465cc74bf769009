import { ApiGatewayUsagePlan } from "@cdktf/provider-aws/lib/api-gateway-usage-plan/index.js";
import { ApiGatewayUsagePlanKey } from "@cdktf/provider-aws/lib/api-gateway-usage-plan-key/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import type { CustomerKeysOutputs, Plan } from "./customer-keys.ts";
import type { RestApiOutputs } from "./rest-api.ts";

/** What customers may ask for. */
export interface PlansProps<Name extends string> {
  readonly place: Place;
  readonly api: RestApiOutputs;
  /** Of all customers together; no plan may promise one customer more. */
  readonly throttle: { readonly perSecond: number; readonly burst: number };
  readonly plans: Readonly<Record<Name, Plan>>;
  readonly keys: CustomerKeysOutputs<Name>;
}

/** Every fault of the props. */
export function validatePlans<Name extends string>({ plans, throttle }: PlansProps<Name>): Fault[] {
  const faults: Fault[] = [];
  for (const [name, { perSecond, burst, perMonth }] of Object.entries<Plan>(plans)) {
    const want = (ok: boolean, field: keyof Plan, got: number, wanted: string): void => {
      if (!ok) faults.push({ field: `plans.${name}.${field}`, got, want: wanted });
    };
    want(perSecond > 0 && perSecond <= throttle.perSecond, "perSecond", perSecond, `1 to ${throttle.perSecond}`);
    want(burst > 0 && burst <= throttle.burst, "burst", burst, `1 to ${throttle.burst}`);
    want(Number.isInteger(perMonth) && perMonth > 0, "perMonth", perMonth, "a whole number, at least 1");
  }
  return faults;
}

/** Usage plans: requests a second, at once and a month for each key of theirs. */
export class Plans<Name extends string> extends Construct {
  constructor(scope: Construct, id: string, props: PlansProps<Name>) {
    super(scope, id);
    assertValid("plans of the API", validatePlans(props));
    const { place, api, plans, keys } = props;
    for (const name of Object.keys(plans) as Name[]) {
      const { perSecond, burst, perMonth } = plans[name];
      const plan = new ApiGatewayUsagePlan(this, name, {
        name: names.of(place, name),
        description: `${perMonth} requests a month, ${perSecond} a second`,
        apiStages: [{ apiId: api.id, stage: api.stage }],
        quotaSettings: { limit: perMonth, period: "MONTH" },
        throttleSettings: { rateLimit: perSecond, burstLimit: burst },
      });
      new ApiGatewayUsagePlanKey(this, `${name}-key`, {
        usagePlanId: plan.id,
        keyId: keys[name].id,
        keyType: "API_KEY",
      });
    }
  }
}
