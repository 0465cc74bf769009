import { cidrFaults } from "../contracts/cidr.ts";
import { calledByTasks, type InterfaceEndpoint, interfaceEndpoints } from "../contracts/endpoints.ts";
import type { Fault } from "../contracts/errors.ts";
import type { Environment } from "./environment.ts";
import { isLocal } from "./local.ts";
import { faultsOf } from "./want.ts";

/** Every fault of the VPC: its range, its zones, and how tasks reach AWS from it. */
export const networkFaults = (e: Environment): Fault[] => [
  ...cidrFaults("network.cidr", e.network.cidr),
  ...faultsOf((want) => {
    const { zones, interfaceEndpoints: asked } = e.network;
    want(zones === 2 || zones === 3, "network.zones", zones, "2 or 3");
    const twice = asked.filter((name, i) => asked.indexOf(name) !== i);
    want(twice.length === 0, field, twice, "each once");
    const unknown = asked.filter((name) => !interfaceEndpoints.includes(name));
    want(unknown.length === 0, field, unknown, `of ${interfaceEndpoints.join(", ")}`);
  }),
  ...strandedFaults(e),
];

const field = "network.interfaceEndpoints";

/** Without a way to what they call, tasks do not even start. On one machine the emulated AWS is beside them. */
function strandedFaults(e: Environment): Fault[] {
  const { egress, interfaceEndpoints: asked } = e.network;
  if (egress !== "none" || isLocal(e)) return [];
  const missing = calledByTasks.filter((name: InterfaceEndpoint) => !asked.includes(name));
  if (missing.length === 0) return [];
  const needed = missing.join(", ");
  return asked.length === 0
    ? [{ field: "network.egress", got: egress, want: `a way to AWS: an egress, or interface endpoints for ${needed}` }]
    : [{ field, got: asked, want: `${needed} as well: with egress none tasks reach nothing else` }];
}
