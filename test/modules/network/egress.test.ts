import { expect, test } from "vitest";
import { calledByTasks } from "../../../contracts/endpoints.ts";
import { dev } from "../../../environments/dev.ts";
import type { Egress, Environment } from "../../../environments/environment.ts";
import { local } from "../../../environments/local.ts";
import { type Resource, statementsOf, synthesised } from "../../support/synthesised.ts";

const withEgress = (egress: Egress, more: Partial<Environment["network"]> = {}) =>
  synthesised({ environment: { ...dev, network: { ...dev.network, egress, ...more } } });
const of = {
  // One machine alone has neither an egress nor interface endpoints.
  none: synthesised({ environment: local }),
  endpoints: withEgress("none", { interfaceEndpoints: calledByTasks }),
  "nat-instance": withEgress("nat-instance"),
  "nat-gateway": withEgress("nat-gateway", { zones: 3 }),
  "nat-gateway-per-zone": withEgress("nat-gateway-per-zone", { zones: 3 }),
};
const kinds = Object.keys(of) as (keyof typeof of)[];
const text = (r: Resource | undefined): string => JSON.stringify(r?.has ?? {});
const ways = (kind: keyof typeof of): readonly Resource[] =>
  of[kind].of("aws_route").filter((r) => r.has["destination_cidr_block"] === "0.0.0.0/0");
const tablesOf = (kind: keyof typeof of, tier: string): readonly string[] =>
  of[kind]
    .of("aws_route_table_association")
    .filter((r) => String(r.has["subnet_id"]).includes(`_${tier}-`))
    .map((r) => String(r.has["route_table_id"]));

test.each(kinds)("%s: isolated subnets have no route but the VPC's own, and no endpoint either", (kind) => {
  const tables = tablesOf(kind, "isolated");
  expect(tables.length).toBe(of[kind].of("aws_subnet").length / 3);
  for (const table of tables) {
    expect(of[kind].of("aws_route").filter((r) => r.has["route_table_id"] === table)).toEqual([]);
    expect(text(of[kind].of("aws_vpc_endpoint")[0])).not.toContain(table);
  }
});

test.each(kinds)("%s: only public subnets lead straight to the internet", (kind) => {
  const straight = ways(kind).filter((r) => r.has["gateway_id"] !== undefined);
  expect(straight).toHaveLength(1);
  expect(new Set(tablesOf(kind, "public"))).toEqual(new Set([straight[0]?.has["route_table_id"]]));
});

const outOfServices = (kind: keyof typeof of): readonly Resource[] =>
  of[kind]
    .of("aws_vpc_security_group_egress_rule")
    .filter((r) => String(r.has["security_group_id"]).includes("firewall_services") && r.has["from_port"] === 443);

test("without egress there is no other way out, and services may talk to the gateway endpoints alone", () => {
  expect(ways("none")).toHaveLength(1);
  const out = outOfServices("none");
  expect(out).toHaveLength(2);
  for (const r of out) expect(r.has["prefix_list_id"]).toMatch(/aws_vpc_endpoint\..*prefix_list_id/);
});

test("with interface endpoints services may talk to these beside the gateway endpoints, and to nothing else", () => {
  expect(ways("endpoints")).toHaveLength(1);
  const [interfaces, ...gateways] = outOfServices("endpoints").toSorted(
    (a, b) => Number(a.has["prefix_list_id"] !== undefined) - Number(b.has["prefix_list_id"] !== undefined),
  );
  expect(interfaces?.has["referenced_security_group_id"]).toContain("interfaces_endpoints");
  expect(gateways).toHaveLength(2);
  for (const r of gateways) expect(r.has["prefix_list_id"]).toMatch(/aws_vpc_endpoint\..*prefix_list_id/);
});

test.each(["nat-instance", "nat-gateway", "nat-gateway-per-zone"] as const)(
  "%s: every private subnet has a way out",
  (kind) => {
    const led = ways(kind).filter((r) => r.has["gateway_id"] === undefined);
    expect(new Set(led.map((r) => r.has["route_table_id"]))).toEqual(new Set(tablesOf(kind, "private")));
  },
);

test("one gateway is for all zones, or each zone has its own; each gateway has an alarm", () => {
  for (const [kind, count] of [
    ["nat-gateway", 1],
    ["nat-gateway-per-zone", 3],
  ] as const) {
    expect(of[kind].of("aws_nat_gateway")).toHaveLength(count);
    const used = new Set(
      ways(kind)
        .map((r) => r.has["nat_gateway_id"])
        .filter((id) => id !== undefined),
    );
    expect(used.size).toBe(count);
    const alarms = of[kind].of("aws_cloudwatch_metric_alarm").filter((a) => text(a).includes("ErrorPortAllocation"));
    expect(alarms).toHaveLength(count);
  }
});

test("the instance: nobody logs in, metadata asks for a token, its disk is ours, its check is off", () => {
  const platform = of["nat-instance"];
  const [template] = platform.of("aws_launch_template");
  expect(template?.has["metadata_options"]).toMatchObject({ http_tokens: "required", http_put_response_hop_limit: 1 });
  expect(template?.has["key_name"]).toBeUndefined();
  expect(text(template)).toMatch(/"encrypted":"true","kms_key_id":"[^"]*key_operations/);
  expect(template?.has["image_id"]).toMatch(/^resolve:ssm:/);
  expect(platform.of("aws_network_interface")[0]?.has["source_dest_check"]).toBe(false);
  const ingress = platform
    .of("aws_vpc_security_group_ingress_rule")
    .filter((r) => String(r.has["security_group_id"]).includes("egress_instance"));
  expect(ingress.length).toBeGreaterThan(0);
  for (const r of ingress) {
    expect(r.has["referenced_security_group_id"], r.address).toBeDefined();
    expect([r.has["from_port"], r.has["to_port"]], r.address).toEqual([443, 443]);
  }
});

test("the instance: a replacement takes over card, address and routes, one at a time, in the card's zone", () => {
  const platform = of["nat-instance"];
  const [scaled] = platform.of("aws_autoscaling_group");
  const [home] = platform.of("aws_subnet").filter((r) => r.address.includes("public-a"));
  expect(scaled?.has).toMatchObject({ min_size: 1, max_size: 1, availability_zones: [home?.has["availability_zone"]] });
  const [card] = platform.of("aws_network_interface");
  const reference = `\${${card?.address}.id}`;
  expect(text(platform.of("aws_launch_template")[0])).toContain(reference);
  expect(platform.of("aws_eip")[0]?.has["network_interface"]).toBe(reference);
  for (const r of ways("nat-instance").filter((w) => w.has["gateway_id"] === undefined))
    expect(r.has["network_interface_id"]).toBe(reference);
});

test("the instance's start is a script that lets packets through in its own name", () => {
  const [template] = of["nat-instance"].of("aws_launch_template");
  const script = Buffer.from(String(template?.has["user_data"]), "base64").toString();
  expect(script).toMatch(/^#!\/bin\/bash\nset -euo pipefail\n/);
  for (const part of ["net.ipv4.ip_forward=1", "masquerade", "mkswap"]) expect(script).toContain(part);
});

test("interface endpoints: private names, a group of their own, and nothing for another account", () => {
  const services = calledByTasks.toSorted();
  const platform = of.endpoints;
  const found = platform.of("aws_vpc_endpoint").filter((r) => r.has["vpc_endpoint_type"] === "Interface");
  expect(found.map((r) => String(r.has["service_name"]).replace(/^com\.amazonaws\.[^.]+\./, ""))).toEqual([
    ...services,
  ]);
  for (const r of found) {
    expect(r.has["private_dns_enabled"]).toBe(true);
    expect(r.has["security_group_ids"]).toEqual([expect.stringContaining("interfaces_endpoints")]);
    for (const s of statementsOf(r))
      expect(s.Condition).toEqual({ StringEquals: { "aws:PrincipalAccount": dev.account } });
  }
  expect(platform.of("aws_vpc")[0]?.has["enable_dns_hostnames"]).toBe(true);
  const entering = platform
    .of("aws_vpc_security_group_ingress_rule")
    .filter((r) => String(r.has["security_group_id"]).includes("interfaces_endpoints"));
  expect(entering.length).toBeGreaterThan(0);
  for (const r of entering) expect(r.has["referenced_security_group_id"]).toBeDefined();
});

test("what AWS puts into a VPC by itself has no rule", () => {
  const platform = of["nat-instance"];
  for (const type of ["aws_default_security_group", "aws_default_network_acl", "aws_default_route_table"]) {
    const [found] = platform.of(type);
    expect(found, type).toBeDefined();
    for (const field of ["ingress", "egress", "route"]) expect(found?.has[field], `${type}.${field}`).toBeUndefined();
  }
});

const waitsFor = (r: Resource): readonly string[] => (r.has["depends_on"] as readonly string[] | undefined) ?? [];

test.each(kinds)("%s: nothing gets a place on the internet before the VPC has its gateway", (kind) => {
  const [gateway] = of[kind].of("aws_internet_gateway");
  for (const subnet of of[kind].of("aws_subnet"))
    expect(waitsFor(subnet).includes(gateway!.address), subnet.address).toBe(subnet.address.includes("_public-"));
});

test.each(kinds)("%s: no task starts before it can reach its image", (kind) => {
  const ways = of[kind]
    .of("aws_route")
    .filter((r) => r.address.includes("_egress_"))
    .concat(of[kind].of("aws_vpc_endpoint"))
    .map((r) => r.address);
  const services = of[kind].of("aws_ecs_service");
  expect(services.length).toBeGreaterThan(0);
  for (const service of services) expect(waitsFor(service), service.address).toEqual(expect.arrayContaining(ways));
});

test("the instance that translates tries until it has what it needs", () => {
  const [template] = of["nat-instance"].of("aws_launch_template");
  const script = Buffer.from(String(template?.has["user_data"]), "base64").toString();
  expect(script).toMatch(/^until dnf install .*; do sleep \d+; done$/m);
});
