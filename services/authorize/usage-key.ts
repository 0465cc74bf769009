import { type Store, StoreError } from "../../adapters/store/port.ts";
import { items } from "../../contracts/items.ts";
import { tables } from "../../contracts/tables.ts";

/** Values of API keys that calls count against. */
export interface SharedKeys {
  /** Of the environment's own calls. */
  readonly own: string;
  /** The first key of each plan, by plan: shared by all of its customers that have none of their own. */
  readonly plans: Readonly<Record<string, string>>;
}

/**
 * What calls of a customer count against: their own key, so that the throttle and the quota of their plan are theirs
 * alone; without one the first key of their plan; the environment's own for whom the table does not know, and while it
 * cannot be read. Whom to let in was decided before: a quota that cannot be looked up refuses nobody.
 *
 * @param onUnread hears why the table could not be read
 */
export async function usageKeyOf(
  customer: string,
  store: Pick<Store, "get">,
  { own, plans }: SharedKeys,
  onUnread: (cause: StoreError) => void,
): Promise<string> {
  try {
    const found = items.customers.safeParse(await store.get(tables.customers, { customer_id: customer }));
    if (!found.success) return own;
    return found.data.usage_key ?? plans[found.data.plan] ?? own;
  } catch (cause) {
    if (!(cause instanceof StoreError)) throw cause;
    onUnread(cause);
    return own;
  }
}
