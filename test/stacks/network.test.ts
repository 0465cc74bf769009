import { expect, test } from "vitest";
import { synthesised } from "../support/synthesised.ts";

const platforms = { embedded: synthesised(), kafka: synthesised({ kafka: true }) };

for (const [name, platform] of Object.entries(platforms)) {
  test(`${name}: the load balancer's port is the only one open to the world`, () => {
    const open = platform
      .of("aws_vpc_security_group_ingress_rule")
      .filter((r) => /0\.0\.0\.0\/0|::\/0/.test(JSON.stringify(r.has)));
    expect(open).toHaveLength(1);
    expect(open[0]?.has).toMatchObject({ from_port: 80, to_port: 80 });
    expect(open[0]?.has["security_group_id"]).toContain("load-balancer");
  });

  test(`${name}: every other rule lets a group in, not an address`, () => {
    const rules = platform.of("aws_vpc_security_group_ingress_rule");
    const byGroup = rules.filter((r) => r.has["referenced_security_group_id"] !== undefined);
    expect(byGroup).toHaveLength(rules.length - 1);
  });

  test(`${name}: no group carries rules of its own, and none is open without a rule`, () => {
    for (const group of platform.of("aws_security_group")) {
      expect(group.has["ingress"]).toBeUndefined();
      expect(group.has["egress"]).toBeUndefined();
    }
    const [unused] = platform.of("aws_default_security_group");
    expect(unused?.has["ingress"]).toBeUndefined();
  });
}

test("tasks run in private subnets without addresses of their own; no subnet hands one out", () => {
  for (const service of platforms.embedded.of("aws_ecs_service")) {
    expect(service.has["network_configuration"]).toMatchObject({ assign_public_ip: false });
    expect(JSON.stringify(service.has["network_configuration"])).not.toContain("public-");
  }
  for (const subnet of platforms.embedded.of("aws_subnet")) expect(subnet.has["map_public_ip_on_launch"]).toBe(false);
});

test("brokers can be reached from services, and from nobody else", () => {
  const rules = platforms.kafka
    .of("aws_vpc_security_group_ingress_rule")
    .filter((r) => String(r.has["security_group_id"]).includes("streaming"));
  expect(rules).toHaveLength(1);
  expect(rules[0]?.has["referenced_security_group_id"]).toContain("network_firewall_services");
});
