import type { TrailSignal } from "../../contracts/metrics.ts";
import type { RunbookName } from "../observability/runbooks.ts";

/** Something that the trail records and that somebody should hear of. */
export interface Signal {
  /** What happened, in one sentence. */
  readonly means: string;
  /** CloudWatch filter pattern over the trail's records. */
  readonly pattern: string;
  /** Control of CIS 6.0 that asks for it. @default - none: ours. */
  readonly cis?: string;
  readonly runbook: RunbookName;
  /** So many within five minutes are too many. @default - 1. */
  readonly atLeast?: number;
}

const any = (field: string, values: string): string =>
  values
    .trim()
    .split(/\s+/)
    .map((value) => `($.${field} = ${value})`)
    .join(" || ");
/** Any of these calls, whoever takes them. */
const calls = (list: string): string => `{ ${any("eventName", list)} }`;
/** Any of these calls to one service; for names that other services have too. */
const callsTo = (service: string, list: string): string =>
  `{ ($.eventSource = ${service}.amazonaws.com) && (${any("eventName", list)}) }`;

/** Section 5 of CIS 6.0, and the use of the administrator's role. */
export const trailSignals: Readonly<Record<TrailSignal, Signal>> = {
  DeniedCalls: {
    means: "Twenty calls within five minutes were denied: somebody is trying doors, or something has lost a right.",
    pattern:
      '{ (($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*")) && ($.sourceIPAddress != "delivery.logs.amazonaws.com") && ($.eventName != "HeadBucket") }',
    cis: "5.1",
    runbook: "account-denied-calls",
    // A console shows what it may and is denied the rest: single denials are daily life.
    atLeast: 20,
  },
  SignInWithoutMfa: {
    means: "Somebody signed in to the console without a second factor.",
    pattern:
      '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
    cis: "5.2",
    runbook: "account-sign-in",
  },
  RootUsed: {
    means: "The account's root user did something.",
    pattern:
      '{ ($.userIdentity.type = "Root") && ($.userIdentity.invokedBy NOT EXISTS) && ($.eventType != "AwsServiceEvent") }',
    cis: "5.3",
    runbook: "account-sign-in",
  },
  AdministratorUsed: {
    means: "Somebody took the administrator's role.",
    pattern: '{ ($.eventName = "AssumeRole") && ($.requestParameters.roleArn = "*:role/bootstrap/*-administrator") }',
    runbook: "account-sign-in",
  },
  SignInFailed: {
    means: "Five sign-ins to the console failed within five minutes.",
    pattern: '{ ($.eventName = "ConsoleLogin") && ($.errorMessage = "Failed authentication") }',
    cis: "5.6",
    runbook: "account-sign-in",
    atLeast: 5,
  },
  PolicyChanged: {
    means: "An IAM policy was changed.",
    pattern: calls(
      `DeleteGroupPolicy DeleteRolePolicy DeleteUserPolicy PutGroupPolicy PutRolePolicy PutUserPolicy CreatePolicy
      DeletePolicy CreatePolicyVersion DeletePolicyVersion AttachRolePolicy DetachRolePolicy AttachUserPolicy
      DetachUserPolicy AttachGroupPolicy DetachGroupPolicy`,
    ),
    cis: "5.4",
    runbook: "account-change",
  },
  TrailChanged: {
    means: "The trail was changed or stopped.",
    pattern: calls("CreateTrail UpdateTrail DeleteTrail StartLogging StopLogging PutEventSelectors"),
    cis: "5.5",
    runbook: "account-change",
  },
  KeyDisabled: {
    means: "A key was disabled or scheduled for deletion: what it protects is about to become unreadable.",
    pattern: callsTo("kms", "DisableKey ScheduleKeyDeletion"),
    cis: "5.7",
    runbook: "account-change",
  },
  BucketPolicyChanged: {
    means: "Who may use a bucket, or what becomes of its objects, was changed.",
    pattern: callsTo(
      "s3",
      `PutBucketAcl PutBucketPolicy PutBucketCors PutBucketLifecycle PutBucketReplication DeleteBucketPolicy
      DeleteBucketCors DeleteBucketLifecycle DeleteBucketReplication`,
    ),
    cis: "5.8",
    runbook: "account-change",
  },
  ConfigChanged: {
    means: "Config was changed or stopped.",
    pattern: callsTo(
      "config",
      "StopConfigurationRecorder DeleteDeliveryChannel PutDeliveryChannel PutConfigurationRecorder",
    ),
    cis: "5.9",
    runbook: "account-change",
  },
  OrganizationChanged: {
    means: "The account's place in its organisation, or the policies above it, were changed.",
    pattern: callsTo(
      "organizations",
      `AcceptHandshake AttachPolicy CreateAccount CreateOrganizationalUnit CreatePolicy DeclineHandshake
      DeleteOrganization DeleteOrganizationalUnit DeletePolicy DetachPolicy DisablePolicyType EnablePolicyType
      InviteAccountToOrganization LeaveOrganization MoveAccount RemoveAccountFromOrganization UpdatePolicy
      UpdateOrganizationalUnit`,
    ),
    cis: "5.15",
    runbook: "account-change",
  },
  SecurityGroupChanged: {
    means: "A security group was changed.",
    pattern: calls(
      `AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress RevokeSecurityGroupIngress
      RevokeSecurityGroupEgress CreateSecurityGroup DeleteSecurityGroup ModifySecurityGroupRules`,
    ),
    cis: "5.10",
    runbook: "account-network-change",
  },
  NetworkAclChanged: {
    means: "A network ACL was changed.",
    pattern: calls(
      `CreateNetworkAcl CreateNetworkAclEntry DeleteNetworkAcl DeleteNetworkAclEntry ReplaceNetworkAclEntry
      ReplaceNetworkAclAssociation`,
    ),
    cis: "5.11",
    runbook: "account-network-change",
  },
  GatewayChanged: {
    means: "A way in or out of a network was changed.",
    pattern: calls(
      `CreateCustomerGateway DeleteCustomerGateway AttachInternetGateway CreateInternetGateway DeleteInternetGateway
      DetachInternetGateway`,
    ),
    cis: "5.12",
    runbook: "account-network-change",
  },
  RouteChanged: {
    means: "A route was changed.",
    pattern: calls(
      `CreateRoute CreateRouteTable ReplaceRoute ReplaceRouteTableAssociation DeleteRouteTable DeleteRoute
      DisassociateRouteTable`,
    ),
    cis: "5.13",
    runbook: "account-network-change",
  },
  VpcChanged: {
    means: "A VPC was made, changed, connected or deleted.",
    pattern: calls(
      `CreateVpc DeleteVpc ModifyVpcAttribute AcceptVpcPeeringConnection CreateVpcPeeringConnection
      DeleteVpcPeeringConnection RejectVpcPeeringConnection`,
    ),
    cis: "5.14",
    runbook: "account-network-change",
  },
};
