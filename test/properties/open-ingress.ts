import { worldRanges } from "../../contracts/cidr.ts";
import type { Resource } from "../support/synthesised.ts";
import { type Property, plant } from "./property.ts";

const isOpen = (r: Resource): boolean => worldRanges(JSON.stringify(r.has)).length > 0;

/** The entrance: 443, or 80 where the environment is one machine. */
function isEntrance({ has }: Resource, environment: string): boolean {
  const port = environment === "local" ? 80 : 443;
  const toBalancer = String(has["security_group_id"]).includes("load-balancer");
  return toBalancer && has["ip_protocol"] === "tcp" && has["from_port"] === port && has["to_port"] === port;
}

/** Scanners do not see an open port in a rule that is a resource of its own; this does. */
export const openIngress: Property = {
  holds: "nobody but the load balancer, at its one port, can be reached from anywhere",
  violations: ({ resources, environment }) => [
    ...resources
      .filter((r) => r.type === "aws_vpc_security_group_ingress_rule" && isOpen(r))
      .filter((r) => !isEntrance(r, environment.name))
      .map((r) => `${r.address}: ports ${r.has["from_port"]} to ${r.has["to_port"]} are open to the world`),
    ...resources
      .filter((r) => r.type === "aws_security_group_rule" && r.has["type"] === "ingress" && isOpen(r))
      .map((r) => `${r.address}: a rule of the old kind is open to the world`),
    ...resources
      .filter((r) => /^aws_(default_)?security_group$/.test(r.type) && r.has["ingress"] !== undefined)
      .map((r) => `${r.address}: carries rules of its own, where no review looks for them`),
  ],
  planted: [
    plant("aws_vpc_security_group_ingress_rule", {
      security_group_id: "services",
      cidr_ipv4: "0.0.0.0/0",
      ip_protocol: "tcp",
      from_port: 22,
      to_port: 22,
    }),
    plant("aws_vpc_security_group_ingress_rule", {
      security_group_id: "load-balancer",
      cidr_ipv6: "::/0",
      ip_protocol: "-1",
    }),
    // What lets in the world in two halves, or all of public IPv6, lets in the world.
    ...["0.0.0.0/1", "128.0.0.0/1"].map((cidr_ipv4) =>
      plant("aws_vpc_security_group_ingress_rule", { security_group_id: "services", cidr_ipv4, ip_protocol: "-1" }),
    ),
    plant("aws_vpc_security_group_ingress_rule", {
      security_group_id: "services",
      cidr_ipv6: "2000::/3",
      ip_protocol: "-1",
    }),
    plant("aws_security_group_rule", { type: "ingress", cidr_blocks: ["0.0.0.0/0"] }),
    plant("aws_security_group", { ingress: [{ from_port: 443 }] }),
  ],
};
