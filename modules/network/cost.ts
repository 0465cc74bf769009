import { type CostLine, type CostProfile, hoursPerMonth } from "../../contracts/cost.ts";
import type { NetworkProps } from "./network.ts";

// A month of a small installation: image pulls and calls of AWS that have no endpoint in the VPC.
const translatedGb = 20;
// About one record of 100 bytes per connection and minute of a dozen tasks.
const flowLogGb = 2;

const hourly = (item: string, price: CostLine["price"], count: number): CostLine => ({
  item,
  price,
  quantity: count * hoursPerMonth,
  basis: "fixed",
});

function egressCost({ egress, zones }: Pick<NetworkProps, "egress" | "zones">): CostLine[] {
  if (egress === "none") return [];
  if (egress === "nat-instance")
    return [hourly("instance that translates addresses", "t4gNano", 1), hourly("its address", "publicAddress", 1)];
  const count = egress === "nat-gateway" ? 1 : zones;
  return [
    hourly(`${count} NAT gateways`, "natGateway", count),
    hourly(`${count} addresses of theirs`, "publicAddress", count),
    { item: `${translatedGb} GB through them`, price: "natGatewayData", quantity: translatedGb, basis: "usage" },
  ];
}

/** What the network costs. VPC, subnets, ACLs, groups and gateway endpoints are free. */
export function networkCost(network: Pick<NetworkProps, "egress" | "zones" | "interfaceEndpoints">): CostProfile {
  const { zones, interfaceEndpoints: endpoints } = network;
  const inZones = `${endpoints.length} interface endpoints in ${zones} zones`;
  return [
    ...egressCost(network),
    ...(endpoints.length === 0 ? [] : [hourly(inZones, "interfaceEndpoint", endpoints.length * zones)]),
    { item: `${flowLogGb} GB of flow logs`, price: "flowLogsToS3", quantity: flowLogGb, basis: "usage" },
  ];
}
