import { type Item, type Store, StoreError } from "../../adapters/store/port.ts";
import { items } from "../../contracts/items.ts";
import { tables } from "../../contracts/tables.ts";

/** Values of API keys that calls count against. */
export interface SharedKeys {
  /** Of the environment's own calls. */
  readonly own: string;
  /** The first key of each plan, by plan: shared by all of its customers that have none of their own. */
  readonly plans: Readonly<Record<string, string>>;
}

/** The key that a customer's item tells, or why it tells none. Messages of the contract hold no values. */
function toldBy(item: Item, plans: SharedKeys["plans"]): { readonly key: string } | { readonly why: string } {
  const read = items.customers.safeParse(item);
  if (!read.success)
    return { why: read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ") };
  const { plan, usage_key } = read.data;
  const key = usage_key ?? plans[plan];
  return key === undefined ? { why: `plan: got ${plan}, want one of ${Object.keys(plans).join(", ")}` } : { key };
}

/**
 * What calls of a customer count against: their own key, so that the throttle and the quota of their plan are theirs
 * alone; without one the first key of their plan; the environment's own for whom the table does not know. Whom to let in
 * was decided before: a quota that cannot be looked up refuses nobody. It is the environment's own key then too, and that
 * is told, for nobody else would notice.
 *
 * @param onUntold hears why: the table cannot be read, or the item is not valid or names a plan that there is not
 */
export async function usageKeyOf(
  customer: string,
  store: Pick<Store, "get">,
  { own, plans }: SharedKeys,
  onUntold: (why: string) => void,
): Promise<string> {
  try {
    const item = await store.get(tables.customers, { customer_id: customer });
    const told = item === undefined ? { key: own } : toldBy(item, plans);
    if ("key" in told) return told.key;
    onUntold(told.why);
  } catch (cause) {
    if (!(cause instanceof StoreError)) throw cause;
    onUntold(cause.message);
  }
  return own;
}
