import { names, type Place } from "../../contracts/names.ts";
import type { Statement } from "../identity/policy.ts";

/** What the ceiling of CI depends on. */
export interface CeilingProps {
  readonly place: Place;
  /** Regions that the account's environments live in or recover to. */
  readonly regions: readonly string[];
  /** Names of environments whose keys CI may never delete; the account's own are among them without being named. */
  readonly guarded: readonly string[];
}

/** Services of the platform whose endpoints are in a Region. */
const regional = [
  "access-analyzer",
  "acm",
  "apigateway",
  "application-autoscaling",
  "athena",
  "autoscaling",
  "backup",
  "backup-storage",
  "cloudtrail",
  "cloudwatch",
  "codedeploy",
  "config",
  "dynamodb",
  "ec2",
  "ecr",
  "ecs",
  "elasticloadbalancing",
  "events",
  "fis",
  "glue",
  "guardduty",
  "kafka",
  "kms",
  "lambda",
  "logs",
  "quicksight",
  "resource-groups",
  "s3",
  "scheduler",
  "secretsmanager",
  "securityhub",
  "servicediscovery",
  "sns",
  "sqs",
  "ssm",
  "states",
  "tag",
  "wafv2",
  "xray",
];

/** Services that have one endpoint for the whole partition. */
const global = ["budgets", "ce", "iam", "route53"];

/** Of these, an account has what nobody may reach from here: how it is closed, and who else one may become. */
const narrow = [
  "account:DeleteAlternateContact",
  "account:GetAlternateContact",
  "account:PutAlternateContact",
  "sts:GetCallerIdentity",
];

const every = (services: readonly string[]): string[] => services.map((service) => `${service}:*`);

const deny = (Sid: string, Action: readonly string[], rest: Partial<Statement> = {}): Statement => ({
  Sid,
  Effect: "Deny",
  Action,
  Resource: ["*"],
  ...rest,
});

/** Ways to stay in the account without a role of ours. */
const lasting = [
  "iam:CreateUser",
  "iam:CreateAccessKey",
  "iam:UpdateAccessKey",
  "iam:CreateServiceSpecificCredential",
  "iam:ResetServiceSpecificCredential",
  "iam:CreateLoginProfile",
  "iam:UpdateLoginProfile",
  "iam:AttachUserPolicy",
  "iam:PutUserPolicy",
  "iam:AddUserToGroup",
  "iam:AttachGroupPolicy",
  "iam:PutGroupPolicy",
  "iam:CreateOpenIDConnectProvider",
  "iam:AddClientIDToOpenIDConnectProvider",
  "iam:DeleteOpenIDConnectProvider",
  "iam:CreateSAMLProvider",
  "iam:UpdateSAMLProvider",
];

/** What ends the evidence of what was done. */
const blinding = [
  "cloudtrail:DeleteTrail",
  "cloudtrail:StopLogging",
  "config:DeleteConfigurationRecorder",
  "config:DeleteDeliveryChannel",
  "config:StopConfigurationRecorder",
  "guardduty:DeleteDetector",
  "securityhub:DisableSecurityHub",
  "access-analyzer:DeleteAnalyzer",
  "s3:BypassGovernanceRetention",
  "ec2:DisableEbsEncryptionByDefault",
];

/**
 * What CI may do at most. A ceiling allows nothing by itself: the roles' own policies name each action, and `service:*`
 * here only says which services exist for the platform at all, in which Regions. What counts are its refusals, which no
 * policy that CI writes can lift.
 */
export function operatorsCeiling({ place, regions, guarded }: CeilingProps): Statement[] {
  const own = [`arn:aws:iam::${place.account}:role/bootstrap/*`, `arn:aws:iam::${place.account}:policy/bootstrap/*`];
  return [
    {
      Sid: "Regional",
      Effect: "Allow",
      Action: every(regional),
      Resource: ["*"],
      Condition: { StringEquals: { "aws:RequestedRegion": regions } },
    },
    { Sid: "Global", Effect: "Allow", Action: [...every(global), ...narrow], Resource: ["*"] },
    {
      // Who changed what belongs to no Region is told in this one (CloudTrail user guide, "global service events").
      Sid: "GlobalHistory",
      Effect: "Allow",
      Action: ["cloudtrail:LookupEvents"],
      Resource: ["*"],
      Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } },
    },
    deny("NoLastingIdentity", lasting),
    deny("EvidenceStays", blinding),
    deny("BootstrapStays", iamWrites, { Resource: own }),
    deny("RolesHaveACeiling", ["iam:CreateRole", "iam:PutRolePermissionsBoundary"], {
      Condition: { ArnNotEquals: { "iam:PermissionsBoundary": names.boundaryArn(place, "workloads") } },
    }),
    deny("CeilingsStay", ["iam:DeleteRolePermissionsBoundary"]),
    deny("KeysStay", ["kms:ScheduleKeyDeletion", "kms:DisableKey"], {
      Condition: { StringEquals: { "aws:ResourceTag/Environment": [place.name, ...guarded] } },
    }),
  ];
}

const iamWrites = [
  "iam:AttachRolePolicy",
  "iam:CreatePolicyVersion",
  "iam:DeletePolicy",
  "iam:DeletePolicyVersion",
  "iam:DeleteRole",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PassRole",
  "iam:PutRolePolicy",
  "iam:SetDefaultPolicyVersion",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
];
