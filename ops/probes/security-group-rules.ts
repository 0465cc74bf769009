import { EC2Client, paginateDescribeSecurityGroupRules, type SecurityGroupRule } from "@aws-sdk/client-ec2";
import { probe } from "./look.ts";
import { everything } from "./pages.ts";

/** A rule of a security group. */
export interface RuleSeen {
  /** `sgr-…`. */
  readonly id: string;
  readonly group: string;
  readonly direction: "ingress" | "egress";
  /** Address range, prefix list or security group at the other end. */
  readonly peer: string;
  /** `tcp 22`, `tcp 8000-8100`, `all traffic`. */
  readonly traffic: string;
}

function trafficOf({ IpProtocol, FromPort, ToPort }: SecurityGroupRule): string {
  if (IpProtocol === "-1") return "all traffic";
  if (FromPort === undefined || FromPort === -1) return `${IpProtocol}`;
  return `${IpProtocol} ${FromPort === ToPort ? FromPort : `${FromPort}-${ToPort}`}`;
}

const seen = (rule: SecurityGroupRule): RuleSeen => ({
  id: rule.SecurityGroupRuleId ?? "?",
  group: rule.GroupId ?? "?",
  direction: rule.IsEgress === true ? "egress" : "ingress",
  peer: rule.CidrIpv4 ?? rule.CidrIpv6 ?? rule.PrefixListId ?? rule.ReferencedGroupInfo?.GroupId ?? "?",
  traffic: trafficOf(rule),
});

/** Every rule of every security group of the Region. */
export const securityGroupRules = probe(async (look): Promise<readonly RuleSeen[]> => {
  const client = look.client(EC2Client);
  const pages = paginateDescribeSecurityGroupRules({ client, pageSize: 1_000 }, {});
  return (await everything(look, pages, (page) => page.SecurityGroupRules)).map(seen);
});

/** `ingress tcp 22 from 0.0.0.0/0`. */
export const ruleText = ({ direction, traffic, peer }: RuleSeen): string =>
  `${direction} ${traffic} ${direction === "ingress" ? "from" : "to"} ${peer}`;

/** Whether AWS wrote the rule when it made a VPC's default group: all from the group itself, all to everywhere. */
export const isOfNewDefault = ({ group, direction, traffic, peer }: RuleSeen): boolean =>
  traffic === "all traffic" && peer === (direction === "ingress" ? group : "0.0.0.0/0");
