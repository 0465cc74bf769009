/** What was done to a resource, as drift has it. */
export interface Doing {
  /** Terraform's type. */
  readonly type: string;
  readonly kind: "changed" | "deleted" | "unmanaged";
  /** Attribute that was changed; `(all)` for a whole resource. */
  readonly attribute: string;
}

/** Calls that change some types or attributes. */
interface Calls {
  /** Terraform's types. */
  readonly types: RegExp;
  /** Only these attributes. @default - all that no line above names. */
  readonly attributes?: RegExp;
  /** Who takes the call: `ec2` of `ec2.amazonaws.com`. */
  readonly source: string;
  /** Names of calls, from their beginning. */
  readonly calls: RegExp;
}

/*
 * Names of calls are those of each service's API, for CloudTrail records them so, some with the version of the API behind
 * (`UpdateFunctionCode20150331v2`); sources are those of its list of services:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-aws-service-specific-topics.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */

const line = (types: RegExp, source: string, calls: RegExp, attributes?: RegExp): Calls => ({
  types,
  source,
  calls,
  ...(attributes === undefined ? {} : { attributes }),
});

const bucket = (part: string, call: string): Calls =>
  line(new RegExp(`^aws_s3_bucket_${part}`), "s3", new RegExp(call));

const buckets: readonly Calls[] = [
  line(/^aws_s3_bucket$/, "s3", /^(Create|Delete)Bucket$/),
  line(/^aws_s3_account_public_access_block$/, "s3", /PublicAccessBlock/),
  bucket("policy", "BucketPolicy$"),
  bucket("public_access_block", "PublicAccessBlock"),
  bucket("ownership_controls", "OwnershipControls"),
  bucket("server_side_encryption", "BucketEncryption"),
  bucket("lifecycle", "BucketLifecycle"),
  bucket("object_lock", "ObjectLockConfiguration"),
  bucket("metric", "MetricsConfiguration"),
  bucket("versioning", "BucketVersioning"),
  bucket("logging", "BucketLogging"),
  bucket("notification", "BucketNotification"),
  bucket("replication", "BucketReplication"),
  bucket("intelligent_tiering", "IntelligentTiering"),
];

const identity: readonly Calls[] = [
  line(/^aws_iam_role$/, "iam", /^UpdateAssumeRolePolicy/, /^assume_role_policy/),
  line(/^aws_iam_role$/, "iam", /^(Put|Delete)RolePolicy/, /^inline_policy/),
  line(/^aws_iam_role$/, "iam", /^(Attach|Detach)RolePolicy/, /^managed_policy_arns/),
  line(/^aws_iam_role$/, "iam", /RolePermissionsBoundary$/, /^permissions_boundary/),
  line(/^aws_iam_role$/, "iam", /^(Create|Update|Delete)Role(Description)?$/),
  line(/^aws_iam_role_policy_attachment$/, "iam", /^(Attach|Detach)RolePolicy$/),
  line(/^aws_iam_role_policy$/, "iam", /^(Put|Delete)RolePolicy$/),
  line(/^aws_iam_policy$/, "iam", /^(Attach|Detach)\w+Policy$/, /^attachment_count/),
  line(/^aws_iam_policy$/, "iam", /^(Create|Delete)Policy|^SetDefaultPolicyVersion/),
  line(/^aws_iam_openid_/, "iam", /OpenIDConnectProvider/),
  line(/^aws_kms_(replica_)?key$/, "kms", /^(?!Generate)\w*Key/),
  line(/^aws_secretsmanager_secret_version$/, "secretsmanager", /^(Put|Update|Rotate|Restore|Delete)Secret/),
  line(/^aws_secretsmanager_secret_policy$/, "secretsmanager", /ResourcePolicy/),
];

const ruleCalls = (direction: string): RegExp =>
  new RegExp(`SecurityGroup${direction}$|^ModifySecurityGroupRules$|^UpdateSecurityGroupRuleDescriptions${direction}$`);

const network: readonly Calls[] = [
  line(/^aws_vpc_security_group_ingress_rule$/, "ec2", ruleCalls("Ingress")),
  line(/^aws_vpc_security_group_egress_rule$/, "ec2", ruleCalls("Egress")),
  line(/^aws_(default_)?security_group$/, "ec2", ruleCalls("Ingress"), /^ingress/),
  line(/^aws_(default_)?security_group$/, "ec2", ruleCalls("Egress"), /^egress/),
  line(/^aws_(default_)?security_group$/, "ec2", /^(Create|Delete)SecurityGroup$/),
  line(/^aws_(default_)?network_acl/, "ec2", /NetworkAcl/),
  line(/^aws_route$/, "ec2", /Route$/),
  line(/^aws_(default_)?route_table/, "ec2", /Route(Table|TableAssociation)?$|VgwRoutePropagation$/),
  line(/^aws_vpc$/, "ec2", /^(Create|Delete)Vpc$|^ModifyVpc(Attribute|Tenancy)$|VpcCidrBlock$/),
  line(/^aws_subnet$/, "ec2", /Subnet(Attribute|CidrBlock)?$/),
  line(/^aws_vpc_endpoint$/, "ec2", /VpcEndpoints?$/),
  line(/^aws_eip$/, "ec2", /Address$/),
  line(/^aws_flow_log$/, "ec2", /FlowLogs$/),
  line(/^aws_network_interface$/, "ec2", /NetworkInterface/),
  line(/^aws_nat_gateway$/, "ec2", /NatGateway/),
  line(/^aws_internet_gateway$/, "ec2", /InternetGateway$/),
  line(/^aws_launch_template$/, "ec2", /LaunchTemplate/),
  line(/^aws_ebs_encryption_by_default$/, "ec2", /EbsEncryptionByDefault$/),
  line(/^aws_ebs_snapshot_block_/, "ec2", /SnapshotBlockPublicAccess$/),
  line(/^aws_ec2_instance_metadata_/, "ec2", /InstanceMetadataDefaults$/),
  line(/^aws_lb$/, "elasticloadbalancing", /LoadBalancer|^Set(SecurityGroups|Subnets|IpAddressType)$/),
  line(/^aws_lb_listener$/, "elasticloadbalancing", /Listener/),
  line(/^aws_lb_listener_rule$/, "elasticloadbalancing", /Rule|RulePriorities/),
  line(/^aws_lb_target_group$/, "elasticloadbalancing", /TargetGroup/),
  line(/^aws_route53_record$/, "route53", /^ChangeResourceRecordSets$/),
  line(/^aws_wafv2_web_acl_logging/, "wafv2", /LoggingConfiguration$/),
  line(/^aws_wafv2_web_acl_association$/, "wafv2", /^(Associate|Disassociate)WebACL$/),
];

const running: readonly Calls[] = [
  line(/^aws_lambda_function$/, "lambda", /^(Put|Delete)FunctionConcurrency/, /^reserved_concurrent/),
  line(/^aws_lambda_function$/, "lambda", /^UpdateFunctionCode/, /^(source_code|code_|s3_|image_uri)/),
  line(/^aws_lambda_function$/, "lambda", /^UpdateFunction(Code|Configuration)|^(Create|Delete)Function\d*$/),
  line(/^aws_lambda_permission$/, "lambda", /^(Add|Remove)Permission/),
  line(/^aws_lambda_function_event_invoke/, "lambda", /EventInvokeConfig/),
  line(/^aws_ecs_cluster/, "ecs", /Cluster/),
  line(/^aws_appautoscaling_target$/, "application-autoscaling", /ScalableTarget$/),
  line(/^aws_appautoscaling_policy$/, "application-autoscaling", /ScalingPolicy$/),
  line(/^aws_sqs_queue/, "sqs", /^(Create|Delete)Queue$|^SetQueueAttributes$|Permission$/),
  line(/^aws_sns_topic_subscription$/, "sns", /^(Un)?[Ss]ubscribe$|Subscription(Attributes)?$/),
  line(/^aws_sns_topic/, "sns", /^(Create|Delete)Topic$|^SetTopicAttributes$|Permission$/),
  line(/^aws_dynamodb_table$/, "dynamodb", /Table$|^Update(ContinuousBackups|TimeToLive)$/),
  line(/^aws_msk_scram/, "kafka", /ScramSecret$/),
  line(/^aws_msk_configuration$/, "kafka", /^(Create|Update|Delete)Configuration$/),
  line(/^aws_msk_/, "kafka", /Cluster|^Update(Broker|Security|Monitoring|Storage|Connectivity)/),
  line(/^aws_glue_catalog_table$/, "glue", /Table/),
  line(/^aws_glue_catalog_database$/, "glue", /Database$/),
  line(/^aws_api_gateway_method_settings$/, "apigateway", /^UpdateStage$/),
  line(/^aws_sfn_/, "states", /StateMachine$/),
];

const watching: readonly Calls[] = [
  line(/^aws_cloudwatch_log_group$/, "logs", /RetentionPolicy$/, /^retention/),
  line(/^aws_cloudwatch_log_group$/, "logs", /KmsKey$/, /^kms/),
  line(/^aws_cloudwatch_log_group$/, "logs", /LogGroup$/),
  line(/^aws_cloudwatch_event_bus_policy$/, "events", /Permission$/),
  line(/^aws_cloudwatch_metric_alarm$/, "monitoring", /^PutMetricAlarm$|^(Delete|Enable|Disable)Alarm/),
  line(/^aws_cloudwatch_composite_alarm$/, "monitoring", /^PutCompositeAlarm$|^(Delete|Enable|Disable)Alarm/),
  line(/^aws_cloudtrail$/, "cloudtrail", /Trail$|Logging$|Selectors$/),
  line(/^aws_guardduty_/, "guardduty", /Detector/),
  line(/^aws_securityhub_account$/, "securityhub", /SecurityHub/),
  line(/^aws_securityhub_standards_/, "securityhub", /Standards/),
];

const lines: readonly Calls[] = [...buckets, ...identity, ...network, ...running, ...watching];

/** Services that Terraform calls otherwise than CloudTrail; the longest beginning first. */
const sources: readonly (readonly [terraform: string, trail: string])[] = [
  ["api_gateway", "apigateway"],
  ["service_discovery", "servicediscovery"],
  ["accessanalyzer", "access-analyzer"],
  ["appautoscaling", "application-autoscaling"],
  ["cloudwatch_event", "events"],
  ["cloudwatch_log", "logs"],
  ["cloudwatch_query", "logs"],
  ["cloudwatch", "monitoring"],
];

/** Of a type without a line: the service that its name begins with, and a call that has the rest of the name in it. */
function usual(type: string): Calls {
  const name = type.replace(/^aws_/, "");
  const [prefix, source] = sources.find(([start]) => name.startsWith(`${start}_`)) ?? [
    name.split("_")[0] ?? "",
    undefined,
  ];
  const noun = name.slice(prefix.length).replaceAll("_", "");
  return line(/^/, source ?? prefix, noun === "" ? /$^/ : new RegExp(noun, "i"));
}

const tagging = /^(Create|Delete)Tags$|^(Un)?[Tt]ag[A-Z]|^(Add|Remove)Tags|^(Put|Delete)\w+Tagging$|^ChangeTagsFor/;
const makes = /^(Create|Run|Allocate|Authorize|Attach|Associate|Add|Register|Subscribe)/;
const unmakes = /^(Delete|Terminate|Release|Revoke|Detach|Disassociate|Remove|Deregister|Unsubscribe)/;

/**
 * Whether a call can have done this: it is one of the service that has the type, and one that changes the attribute. A
 * resource's id stands in the parameters of many a call that only uses it.
 */
export function canHaveDone(call: { readonly source: string; readonly name: string }, d: Doing): boolean {
  if (d.kind === "deleted" && makes.test(call.name)) return false;
  if (d.kind === "unmanaged" && unmakes.test(call.name)) return false;
  const { source, calls } = lines.find((l) => isFor(l, d)) ?? usual(d.type);
  const isTag = /^tags(_all)?\b/.test(d.attribute);
  if (isTag && call.source === "tagging.amazonaws.com") return true;
  return call.source === `${source}.amazonaws.com` && (isTag ? tagging : calls).test(call.name);
}

const isFor = ({ types, attributes }: Calls, d: Doing): boolean =>
  types.test(d.type) && (attributes?.test(d.attribute) ?? true);
