import type { Place } from "../../contracts/names.ts";
import { allow, type Grant, type Statement } from "../identity/policy.ts";

const when = (statement: Statement, Condition: NonNullable<Statement["Condition"]>): Statement => ({
  ...statement,
  Condition,
});

/** Grants stopping tasks of one cluster. A list of tasks knows no resource; the cluster is its condition. */
export const grantStopTasks = ({ account, region }: Place, cluster: string): Grant => {
  const own = { ArnEquals: { "ecs:cluster": `arn:aws:ecs:${region}:${account}:cluster/${cluster}` } };
  const tasks = [`arn:aws:ecs:${region}:${account}:task/${cluster}/*`];
  return [when(allow(["ecs:ListTasks"], ["*"]), own), allow(["ecs:DescribeTasks", "ecs:StopTask"], tasks)];
};

/** Tag by which FIS knows the network ACLs that it made and has to take away again. */
const made = { "aws:RequestTag/managedByFIS": "true" };
const own = { "ec2:ResourceTag/managedByFIS": "true" };

/**
 * Grants cutting subnets off: FIS puts an ACL of its own in front of them and takes it away. Source: the managed policy
 * AWSFaultInjectionSimulatorNetworkAccess, less what is not for subnets.
 */
export const grantCutOff = ({ account, region }: Place, vpcId: string, subnetIds: readonly string[]): Grant => {
  const ec2 = (resource: string): string => `arn:aws:ec2:${region}:${account}:${resource}`;
  const acls = ec2("network-acl/*");
  return [
    // EC2 knows no resource for any description.
    allow(
      ["ec2:DescribeManagedPrefixLists", "ec2:DescribeNetworkAcls", "ec2:DescribeSubnets", "ec2:DescribeVpcs"],
      ["*"],
    ),
    allow(["ec2:CreateNetworkAcl"], [ec2(`vpc/${vpcId}`)]),
    when(allow(["ec2:CreateNetworkAcl"], [acls]), { StringEquals: made }),
    when(allow(["ec2:CreateTags"], [acls]), { StringEquals: { ...made, "ec2:CreateAction": "CreateNetworkAcl" } }),
    when(allow(["ec2:CreateNetworkAclEntry", "ec2:DeleteNetworkAcl"], [acls]), { StringEquals: own }),
    allow(["ec2:ReplaceNetworkAclAssociation"], [acls, ...subnetIds.map((id) => ec2(`subnet/${id}`))]),
    allow(["ec2:GetManagedPrefixListEntries"], [ec2("prefix-list/*")]),
  ];
};

/** Grants pausing the replication of buckets to one Region. */
export const grantPauseReplication = (bucketArns: readonly string[], toRegion: string): Grant => [
  allow(["s3:GetReplicationConfiguration", "s3:PutReplicationConfiguration"], bucketArns),
  when(allow(["s3:PauseReplication"], bucketArns), { StringEquals: { "s3:DestinationRegion": toRegion } }),
];
