import { names } from "../../../contracts/names.ts";
import { allow, type Grant } from "../../identity/policy.ts";
import { type ApplyScope, actions } from "./scope.ts";

/** AWS services that take up a role of ours; a test holds the list against the roles. */
export const takers = [
  "apigateway",
  "backup",
  "cloudtrail",
  "codedeploy",
  "ec2",
  "ecs",
  "ecs-tasks",
  "fis",
  "lambda",
  "s3",
  "scheduler",
  "states",
].map((service) => `${service}.amazonaws.com`);

/** AWS services that make the one role they work in, when they are first used; keys of several Regions have one too. */
export const linked = [
  "access-analyzer",
  "autoscaling",
  "backup",
  "config",
  "ecs.application-autoscaling",
  "dynamodb.application-autoscaling",
  "ecs",
  "elasticloadbalancing",
  "guardduty",
  "kafka",
  "kafka.application-autoscaling",
  "mrk.kms",
  "ops.apigateway",
  "replication.dynamodb",
  "replication.ecr",
  "restore-testing.backup",
  "securityhub",
  "wafv2",
].map((service) => `${service}.amazonaws.com`);

/** Roles below the workloads' ceiling, and nothing else of IAM: no user, no key, none of the operators' own roles. */
export const roleWrites = (scope: ApplyScope): Grant => {
  const { place } = scope;
  const roles = [`arn:aws:iam::${place.account}:role/cap-*`];
  const profiles = [`arn:aws:iam::${place.account}:instance-profile/cap-*`];
  const linkedRoles = `arn:aws:iam::${place.account}:role/aws-service-role`;
  return [
    {
      ...allow(actions("iam", "CreateRole PutRolePolicy AttachRolePolicy PutRolePermissionsBoundary"), roles),
      Condition: { ArnEquals: { "iam:PermissionsBoundary": names.boundaryArn(place, "workloads") } },
    },
    allow(
      actions(
        "iam",
        `DeleteRole DeleteRolePolicy DetachRolePolicy UpdateAssumeRolePolicy UpdateRole UpdateRoleDescription TagRole
        UntagRole`,
      ),
      roles,
    ),
    { ...allow(["iam:PassRole"], roles), Condition: { StringEquals: { "iam:PassedToService": takers } } },
    allow(
      actions(
        "iam",
        `CreateInstanceProfile DeleteInstanceProfile AddRoleToInstanceProfile RemoveRoleFromInstanceProfile
        TagInstanceProfile UntagInstanceProfile`,
      ),
      profiles,
    ),
    {
      ...allow(["iam:CreateServiceLinkedRole"], [`${linkedRoles}/*`]),
      Condition: { StringEquals: { "iam:AWSServiceName": linked } },
    },
    // A request for a tag does not say for which service the role is.
    allow(["iam:TagRole"], [`${linkedRoles}/config.amazonaws.com/*`]),
    // Config is handed its own role like any other. Source: Config API reference, "PutConfigurationRecorder".
    {
      ...allow(["iam:PassRole"], [`${linkedRoles}/config.amazonaws.com/*`]),
      Condition: { StringEquals: { "iam:PassedToService": ["config.amazonaws.com"] } },
    },
    // Account-wide and without a resource.
    allow(["iam:UpdateAccountPasswordPolicy"], ["*"]),
  ];
};
