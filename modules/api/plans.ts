import { ApiGatewayUsagePlan } from "@cdktf/provider-aws/lib/api-gateway-usage-plan/index.js";
import { ApiGatewayUsagePlanKey } from "@cdktf/provider-aws/lib/api-gateway-usage-plan-key/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import { planFaults, type RequestPlan, type RequestRate } from "../../contracts/request-rates.ts";
import type { CustomerKeysOutputs } from "./customer-keys.ts";
import type { RestApiOutputs } from "./rest-api.ts";

/** What customers may ask for. */
export interface PlansProps<Name extends string> {
  readonly place: Place;
  readonly api: RestApiOutputs;
  /** Of all customers together; no plan may promise one customer more. */
  readonly throttle: RequestRate;
  readonly plans: Readonly<Record<Name, RequestPlan>>;
  readonly keys: CustomerKeysOutputs<Name>;
}

/** Every fault of the props. */
export const validatePlans = <Name extends string>({ plans, throttle }: PlansProps<Name>): Fault[] =>
  planFaults("plans", plans, throttle);

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
