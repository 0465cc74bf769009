import type { CostLine, CostProfile } from "../../contracts/cost.ts";
import type { Environment } from "../../environments/environment.ts";
import { functionsCost } from "../functions/cost.ts";
import { ruleCount } from "./firewall-rules.ts";

/** What the cost of the API depends on. */
export interface ApiCostIntent {
  readonly api: Environment["api"];
  readonly requestsPerMonth: number;
}

/** An answer of the authoriser holds for five minutes; a caller asks a dozen times in these. */
const requestsPerDecision = 12;

const fixed = (item: string, price: CostLine["price"], quantity: number): CostLine => ({
  item,
  price,
  quantity,
  basis: "fixed",
});
const usage = (item: string, price: CostLine["price"], quantity: number): CostLine => ({
  item,
  price,
  quantity,
  basis: "usage",
});

/** What the API costs for stated use. Without requests only the firewall does. */
export function apiCost({ api, requestsPerMonth }: ApiCostIntent): CostProfile {
  if (api.kind === "none") return [];
  const millions = requestsPerMonth / 1e6;
  const asked = `${requestsPerMonth} requests`;
  const callsPerMonth = Math.ceil(requestsPerMonth / requestsPerDecision);
  const decided = functionsCost([{ name: "authorizer", callsPerMonth, seconds: 0.05 }]);
  const passed = [usage(asked, "apiRequests", millions), ...decided];
  if (!api.firewall) return passed;
  return [
    ...passed,
    fixed("firewall", "firewall", 1),
    fixed(`its ${ruleCount} rules`, "firewallRule", ruleCount),
    // Looked at before the API, and again before the entrance.
    usage(`${asked} looked at twice`, "firewallRequests", 2 * millions),
  ];
}
