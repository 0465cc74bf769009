/** Terraform's word for the value of an attribute: `aws_vpc.v.id`. */
const the = (attribute: string): string => `\${${attribute}}`;
const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ecs.amazonaws.com" } }],
});
const named = (name: string) => ({ tags: { Name: `cap-local-${name}` } });

/** The provider waits a minute for a load balancer, and a while for a NAT gateway. */
const waitedFor = {
  aws_nat_gateway: {
    out: { allocation_id: the("aws_eip.out.id"), subnet_id: the("aws_subnet.a.id"), ...named("out") },
  },
  aws_lb: {
    entrance: {
      name: "cap-local",
      internal: true,
      subnets: [the("aws_subnet.a.id"), the("aws_subnet.b.id")],
      security_groups: [the("aws_security_group.services.id")],
    },
  },
  aws_lb_listener: {
    http: {
      load_balancer_arn: the("aws_lb.entrance.arn"),
      port: 80,
      protocol: "HTTP",
      default_action: { type: "forward", target_group_arn: the("aws_lb_target_group.web.arn") },
    },
  },
  aws_lb_listener_rule: {
    api: {
      listener_arn: the("aws_lb_listener.http.arn"),
      priority: 10,
      action: { type: "forward", target_group_arn: the("aws_lb_target_group.web.arn") },
      condition: { path_pattern: { values: ["/v1/*"] } },
    },
  },
};

/** Resources of which AWS makes no second one, and those that have no name but a tag; as Terraform's JSON. */
export const unrecorded = {
  ...(process.env["CAP_FULL"] === "1" ? waitedFor : {}),
  aws_vpc: { v: { cidr_block: "10.42.0.0/16", ...named("vpc") } },
  aws_subnet: {
    a: { vpc_id: the("aws_vpc.v.id"), cidr_block: "10.42.0.0/20", availability_zone: "eu-west-1a", ...named("a") },
    b: { vpc_id: the("aws_vpc.v.id"), cidr_block: "10.42.16.0/20", availability_zone: "eu-west-1b", ...named("b") },
  },
  aws_internet_gateway: { out: { vpc_id: the("aws_vpc.v.id"), ...named("out") } },
  aws_route_table: { public: { vpc_id: the("aws_vpc.v.id"), ...named("public") } },
  aws_route: {
    out: {
      route_table_id: the("aws_route_table.public.id"),
      destination_cidr_block: "0.0.0.0/0",
      gateway_id: the("aws_internet_gateway.out.id"),
    },
  },
  aws_route_table_association: {
    a: { subnet_id: the("aws_subnet.a.id"), route_table_id: the("aws_route_table.public.id") },
  },
  aws_security_group: {
    services: { name: "cap-local-services", description: "x", vpc_id: the("aws_vpc.v.id"), ...named("services") },
  },
  aws_vpc_security_group_egress_rule: {
    https: {
      security_group_id: the("aws_security_group.services.id"),
      cidr_ipv4: "10.42.0.0/16",
      ip_protocol: "tcp",
      from_port: 443,
      to_port: 443,
    },
  },
  aws_flow_log: {
    all: {
      vpc_id: the("aws_vpc.v.id"),
      traffic_type: "ALL",
      log_destination_type: "s3",
      log_destination: the("aws_s3_bucket.lake.arn"),
      ...named("vpc"),
    },
  },
  aws_network_acl: { isolated: { vpc_id: the("aws_vpc.v.id"), ...named("isolated") } },
  aws_eip: { out: { domain: "vpc", ...named("out") } },
  aws_vpc_endpoint: {
    s3: { vpc_id: the("aws_vpc.v.id"), service_name: "com.amazonaws.eu-west-1.s3", ...named("s3") },
  },
  aws_msk_configuration: {
    bus: { name: "cap-local-bus", kafka_versions: ["3.9.x.kraft"], server_properties: "min.insync.replicas=2" },
  },
  aws_glue_registry: { topics: { registry_name: "cap-local-topics" } },
  aws_lb_target_group: { web: { name: "cap-local-web", port: 80, protocol: "HTTP", vpc_id: the("aws_vpc.v.id") } },
  aws_sqs_queue: { landing: { name: "cap-local-landing" } },
  aws_secretsmanager_secret: { token: { name: "cap/local/token" } },
  aws_cloudwatch_log_group: { web: { name: "/cap/local/web" } },
  aws_iam_role: { task: { name: "cap-local-task", assume_role_policy: trust } },
  aws_iam_policy: {
    read: {
      name: "cap-local-read",
      path: "/cap/",
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::cap-local/*" }],
      }),
    },
  },
  aws_s3_bucket: { lake: { bucket: "cap-local-lake-123456789012" } },
  aws_dynamodb_table: {
    heads: {
      name: "cap-local-heads",
      billing_mode: "PAY_PER_REQUEST",
      hash_key: "id",
      attribute: [{ name: "id", type: "S" }],
    },
  },
  aws_kms_alias: { data: { name: "alias/cap-local-data", target_key_id: the("aws_kms_key.data.key_id") } },
  aws_kms_key: { data: { description: "data" } },
  aws_ecr_repository: { web: { name: "cap-local/web" } },
  aws_glue_catalog_database: { lake: { name: "cap_local" } },
  aws_glue_catalog_table: {
    silver: {
      name: "silver",
      database_name: the("aws_glue_catalog_database.lake.name"),
      table_type: "EXTERNAL_TABLE",
      storage_descriptor: { columns: [{ name: "time", type: "bigint" }] },
    },
  },
  aws_athena_workgroup: { people: { name: "cap-local" } },
  aws_ssm_parameter: { release: { name: "/cap/local/release", type: "String", value: "1" } },
};
