import type { SeverityLine } from "./severity-line.ts";

/** What watches the account, as against what watches the programs. */
const accountWatch: SeverityLine = {
  types: ["aws_cloudwatch_*", "aws_sns_*"],
  states: ["account", "bootstrap"],
  severity: "security",
  why: "It tells of what is done to the account: without it nobody hears of that.",
};

const attributes: readonly SeverityLine[] = [
  {
    attributes: ["*ssl*", "*tls*", "*certificate*", "security_policy", "protocol"],
    severity: "security",
    why: "It decides whether what is on its way can be read or changed.",
  },
  {
    attributes: [
      "policy",
      "*_policy",
      "policy_arn*",
      "inline_policy",
      "managed_policy_arns",
      "server_properties",
      "*permissions_boundary*",
    ],
    severity: "security",
    why: "It decides who may do what.",
  },
  {
    attributes: [
      "*principal*",
      "role",
      "roles",
      "role_arn",
      "*_role",
      "*_role_arn",
      "*iam_*",
      "authoriz*",
      "*authentication*",
    ],
    severity: "security",
    why: "It decides who somebody is taken for.",
  },
  {
    attributes: ["*mfa*", "*password*", "*secret*", "*credential*", "api_key_required"],
    severity: "security",
    why: "It decides what somebody has to know or to have.",
  },
  {
    attributes: [
      "ingress",
      "egress",
      "*cidr*",
      "*security_group*",
      "prefix_list*",
      "from_port",
      "to_port",
      "ip_protocol",
    ],
    severity: "security",
    why: "It decides who reaches whom.",
  },
  {
    attributes: ["*public*", "internal", "source_dest_check", "connectivity_info", "associate_*ip*"],
    severity: "security",
    why: "It decides whether the world reaches it.",
  },
  {
    attributes: ["*kms*", "*encrypt*", "sse_*", "*_sse_*"],
    severity: "security",
    why: "It decides whether what lies there can be read without us.",
  },
  {
    attributes: [
      "*deletion_protection*",
      "*deletion_window*",
      "*termination_protection*",
      "versioning*",
      "*object_lock*",
    ],
    severity: "security",
    why: "It keeps evidence and data from being taken away.",
  },
  {
    attributes: [
      "*logging*",
      "*access_log*",
      "*audit*",
      "log_config*",
      "*log_destination*",
      "*log_file*",
      "*event_selector*",
    ],
    severity: "security",
    why: "It decides what can be told of afterwards.",
  },
  {
    types: ["aws_cloudwatch_log_group"],
    attributes: ["retention_in_days"],
    when: "less",
    severity: "security",
    why: "What was logged is gone sooner: so does a trace that somebody wants to be rid of.",
  },
  {
    attributes: [
      "source_code_*",
      "code_*",
      "s3_key",
      "image",
      "image_*",
      "layers",
      "handler",
      "user_data*",
      "container_definitions",
    ],
    severity: "security",
    why: "It decides which program runs.",
  },
  {
    types: ["aws_lambda_*", "aws_ecs_*"],
    attributes: ["environment", "variables", "enable_execute_command"],
    severity: "security",
    why: "It tells a program where its data goes, or lets somebody in beside it.",
  },
  {
    attributes: ["metadata_options", "http_tokens", "http_put_response_hop_limit"],
    severity: "security",
    why: "It decides whether a program that was taken over gets its machine's credentials.",
  },
];

/** Whatever differs in these is taken for the worst until somebody has looked. */
const types: readonly SeverityLine[] = [
  {
    types: [
      "aws_iam_*",
      "aws_kms_*",
      "aws_secretsmanager_*",
      "aws_acm_*",
      "aws_msk_scram_*",
      "aws_api_gateway_*_key",
      "aws_*_certificate",
    ],
    severity: "security",
    why: "It holds identities, keys or secrets.",
  },
  {
    types: [
      "aws_*security_group*",
      "aws_*network_acl",
      "aws_route",
      "aws_route_table*",
      "aws_default_route_table",
      "aws_route53_record",
      "aws_wafv2_*",
    ],
    severity: "security",
    why: "It decides who reaches whom.",
  },
  {
    types: ["aws_*_policy", "aws_lambda_permission", "aws_*public_access*", "aws_s3_bucket_ownership_controls"],
    severity: "security",
    why: "It decides who may do what.",
  },
  {
    types: [
      "aws_*encryption*",
      "aws_s3_bucket_versioning",
      "aws_*_lock_configuration",
      "aws_ec2_instance_metadata_defaults",
    ],
    severity: "security",
    why: "It keeps data from being read, changed or taken away.",
  },
  {
    types: [
      "aws_cloudtrail*",
      "aws_config_*",
      "aws_guardduty_*",
      "aws_securityhub_*",
      "aws_accessanalyzer_*",
      "aws_flow_log",
      "aws_*_logging*",
      "aws_ecr_registry_scanning_*",
      "aws_account_*",
    ],
    severity: "security",
    why: "It sees what an intruder does, or whom AWS would tell.",
  },
  accountWatch,
];

/** Where security is at stake, in whatever type an attribute stands, and then in whatever attribute a type has. */
export const securityLines: readonly SeverityLine[] = [...attributes, ...types];
