import {
  AuthorizeSecurityGroupIngressCommand,
  CreateNetworkAclEntryCommand,
  CreateSecurityGroupCommand,
  DeleteNetworkAclEntryCommand,
  DeleteSecurityGroupCommand,
  EC2Client,
  ModifySecurityGroupRulesCommand,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import { names } from "../../../contracts/names.ts";
import type { Environment } from "../../../environments/environment.ts";
import { changed, type Expected, type Hand, type Mutation, unmanaged } from "../mutation.ts";

const toServices = "aws_vpc_security_group_ingress_rule.network_firewall_to-services_in";

/** EC2: what is let through. */
export const firewallMutations = (env: Environment): readonly Mutation[] => [
  {
    name: "a rule widened to every port",
    expect: [changed(toServices, "from_port"), changed(toServices, "to_port")],
    async apply({ client, held }) {
      const put = (FromPort: number, ToPort: number) =>
        client(EC2Client).send(
          new ModifySecurityGroupRulesCommand({
            GroupId: held(toServices, "security_group_id"),
            SecurityGroupRules: [
              {
                SecurityGroupRuleId: held(toServices, "security_group_rule_id"),
                SecurityGroupRule: {
                  IpProtocol: held(toServices, "ip_protocol"),
                  FromPort,
                  ToPort,
                  ReferencedGroupId: held(toServices, "referenced_security_group_id"),
                  Description: held(toServices, "description"),
                },
              },
            ],
          }),
        );
      await put(1, 65_535);
      return () => put(Number(held(toServices, "from_port")), Number(held(toServices, "to_port")));
    },
  },
  ingress("a rule added to a group of ours", "aws_security_group.network_firewall_services", [
    unmanaged("aws_vpc_security_group_ingress_rule", ""),
  ]),
  ingress("a rule added to the default group", "aws_default_security_group.network_defaults_group", [
    changed("aws_default_security_group.network_defaults_group", "ingress"),
  ]),
  {
    name: "a network ACL opened",
    expect: [changed("aws_network_acl.network_acls_isolated", "ingress")],
    async apply({ client, held }) {
      const entry = {
        NetworkAclId: held("aws_network_acl.network_acls_isolated", "id"),
        RuleNumber: 50,
        Egress: false,
      };
      await client(EC2Client).send(
        new CreateNetworkAclEntryCommand({ ...entry, Protocol: "-1", RuleAction: "allow", CidrBlock: "0.0.0.0/0" }),
      );
      return () => client(EC2Client).send(new DeleteNetworkAclEntryCommand(entry));
    },
  },
  {
    name: "a security group made by hand",
    expect: [unmanaged("aws_security_group", "sg-")],
    async apply({ client, held }) {
      const { GroupId } = await client(EC2Client).send(
        new CreateSecurityGroupCommand({
          GroupName: names.of(env, "by-hand"),
          Description: "made by hand",
          VpcId: held("aws_vpc.network_vpc", "id"),
        }),
      );
      return () => client(EC2Client).send(new DeleteSecurityGroupCommand({ GroupId }));
    },
  },
];

/** SSH from everywhere, let into a group. */
function ingress(name: string, group: string, expect: readonly Expected[]): Mutation {
  const apply = async ({ client, held }: Hand) => {
    const rule = {
      GroupId: held(group, "id"),
      IpPermissions: [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
    };
    await client(EC2Client).send(new AuthorizeSecurityGroupIngressCommand(rule));
    return () => client(EC2Client).send(new RevokeSecurityGroupIngressCommand(rule));
  };
  return { name, expect, apply };
}
