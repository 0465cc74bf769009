import type { Fault } from "./errors.ts";

/** How fast requests may come. */
export interface RequestRate {
  readonly perSecond: number;
  /** At once. */
  readonly burst: number;
}

/** What one customer of a plan may ask for who has a key of their own; those who have none share it. */
export interface RequestPlan extends RequestRate {
  readonly perMonth: number;
}

/** What API Gateway serves in an account and Region. Source: API Gateway quotas of an account and Region. */
const accountRate: RequestRate = { perSecond: 10_000, burst: 5_000 };

/** What is wrong with the rate of all customers together; `field` is its name in the caller's words. */
export const throttleFaults = (field: string, throttle: RequestRate): Fault[] =>
  rateFaults(field, throttle, accountRate);

/**
 * What is wrong with plans: none may promise one customer more than all of them get together.
 *
 * @param field the plans' own, in the caller's words
 */
export const planFaults = (
  field: string,
  plans: Readonly<Record<string, RequestPlan>>,
  throttle: RequestRate,
): Fault[] =>
  Object.entries(plans).flatMap(([name, plan]) => {
    const most = inBounds(throttle);
    const month = `${field}.${name}.perMonth`;
    const { perMonth: got } = plan;
    const whole = Number.isInteger(got) && got > 0;
    return [
      ...rateFaults(`${field}.${name}`, plan, most),
      ...(whole ? [] : [{ field: month, got, want: "a whole number, at least 1" }]),
    ];
  });

/** A rate that is a fault itself says nothing of plans: the account's bounds them then. */
const inBounds = ({ perSecond, burst }: RequestRate): RequestRate => ({
  perSecond: isWithin(perSecond, accountRate.perSecond) ? perSecond : accountRate.perSecond,
  burst: isWithin(burst, accountRate.burst) ? burst : accountRate.burst,
});

const isWithin = (value: number, most: number): boolean => value > 0 && value <= most;

const rateFaults = (field: string, rate: RequestRate, most: RequestRate): Fault[] =>
  (["perSecond", "burst"] as const)
    .filter((name) => !isWithin(rate[name], most[name]))
    .map((name) => ({ field: `${field}.${name}`, got: rate[name], want: `1 to ${most[name]}` }));
