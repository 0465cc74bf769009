import { ApiGatewayApiKey } from "@cdktf/provider-aws/lib/api-gateway-api-key/index.js";
import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";
import type { RequestPlan } from "../../contracts/request-rates.ts";

/** The first key of each plan. */
export interface CustomerKeysProps<Name extends string> {
  readonly place: Place;
  readonly plans: Readonly<Record<Name, RequestPlan>>;
}

/** A key that calls count against. */
export interface KeyOfPlan {
  readonly id: string;
  /** Opens nothing: the API takes a key from its authoriser alone, never from a caller. */
  readonly value: string;
}
/** The first key of each plan, by plan. */
export type CustomerKeysOutputs<Name extends string> = Readonly<Record<Name, KeyOfPlan>>;

/**
 * One API key per plan: what calls of its customers count against while they have no key of their own, and, of the
 * largest plan, the environment's own calls. They are made before the API, because its authoriser has to know them.
 * Keys of single customers are no part of the platform's shape; who makes a customer makes theirs (contracts/items.ts).
 */
export class CustomerKeys<Name extends string> extends Construct {
  readonly outputs: CustomerKeysOutputs<Name>;
  constructor(scope: Construct, id: string, { place, plans }: CustomerKeysProps<Name>) {
    super(scope, id);
    const keys = Object.keys(plans).map((plan) => {
      const key = new ApiGatewayApiKey(this, plan, {
        name: names.of(place, plan),
        description: `First key of the plan ${plan} of ${names.prefix(place)}`,
      });
      return [plan, { id: key.id, value: key.value }] as const;
    });
    this.outputs = Object.fromEntries(keys) as Record<Name, KeyOfPlan>;
  }
}
