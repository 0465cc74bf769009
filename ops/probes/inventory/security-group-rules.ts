import { EC2Client, paginateDescribeSecurityGroups } from "@aws-sdk/client-ec2";
import type { Look } from "../look.ts";
import { everything } from "../pages.ts";
import { isOfNewDefault, ruleText, securityGroupRules } from "../security-group-rules.ts";
import type { Enumerator } from "./enumerator.ts";
import { found } from "./found.ts";
import { knownBy } from "./known.ts";
import type { Ours } from "./ours.ts";

const ruleTypes = {
  ingress: "aws_vpc_security_group_ingress_rule",
  egress: "aws_vpc_security_group_egress_rule",
} as const;

/**
 * Rules of groups that a state has and that are no resource of their own there, as each of ours is (modules/network). Those
 * of an unmanaged group are told with the group.
 */
export const securityGroupRulesOfOurs: Enumerator = {
  types: Object.values(ruleTypes),
  calls: ["ec2:DescribeSecurityGroupRules", "ec2:DescribeSecurityGroups"],
  async unmanaged(look, ours) {
    const [rules, defaults] = await Promise.all([securityGroupRules(look), untouchedDefaults(look, ours)]);
    const groups = knownBy(ours.known, ["aws_security_group"], "id");
    const ids = knownBy(ours.known, Object.values(ruleTypes), "security_group_rule_id");
    return rules.flatMap((rule) => {
      const type = ruleTypes[rule.direction];
      const what = {
        type,
        id: rule.id,
        name: `${rule.id} of ${rule.group}`,
        detail: ruleText(rule),
        under: rule.group,
      };
      const group = groups.get(rule.group);
      if (group === undefined) return isOfNewDefault(rule) ? [] : found(what, defaults.get(rule.group));
      // The group's own attribute proves nothing: a refresh writes into it whatever AWS has, an intruder's rule included.
      if (ids.has(rule.id)) return [];
      return found(what, `attached to ${group.address}`);
    });
  },
};

/** Default groups of our VPCs that no state has adopted, and why they are ours. An adopted one is compared by Terraform. */
async function untouchedDefaults(look: Look, ours: Ours): Promise<ReadonlyMap<string, string>> {
  const asked = { Filters: [{ Name: "group-name", Values: ["default"] }] };
  const pages = paginateDescribeSecurityGroups({ client: look.client(EC2Client), pageSize: 1_000 }, asked);
  const adopted = knownBy(ours.known, ["aws_default_security_group"], "id");
  const all = await everything(look, pages, (page) => page.SecurityGroups);
  const entries = all.flatMap(({ GroupId: id = "?", VpcId }): [string, string][] => {
    const why = adopted.has(id) ? undefined : ours.placed(VpcId);
    return why === undefined ? [] : [[id, why]];
  });
  return new Map(entries);
}
