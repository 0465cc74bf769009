import { EC2Client, paginateDescribeSecurityGroups } from "@aws-sdk/client-ec2";
import { everything } from "../pages.ts";
import { ruleText, securityGroupRules } from "../security-group-rules.ts";
import type { Enumerator } from "./enumerator.ts";
import { found } from "./found.ts";
import { knownBy } from "./known.ts";
import { environmentTag } from "./ours.ts";

/** Security groups, with what they let through. */
export const securityGroups: Enumerator = {
  types: ["aws_security_group"],
  calls: ["ec2:DescribeSecurityGroups", "ec2:DescribeSecurityGroupRules"],
  async unmanaged(look, ours) {
    const pages = paginateDescribeSecurityGroups({ client: look.client(EC2Client), pageSize: 1_000 }, {});
    const [all, rules] = await Promise.all([
      everything(look, pages, (page) => page.SecurityGroups),
      securityGroupRules(look),
    ]);
    const known = knownBy(ours.known, ["aws_security_group", "aws_default_security_group"], "id");
    return all.flatMap(({ GroupId: id = "?", GroupName: name = "?", VpcId, Tags }) => {
      // Every VPC has one that nobody can delete; what is in it is told with the rules.
      if (known.has(id) || name === "default") return [];
      const why = ours.placed(VpcId) ?? ours.tagged(undefined, environmentTag(Tags)) ?? ours.named(name);
      const through = rules.filter((rule) => rule.group === id).map(ruleText);
      const detail = through.length === 0 ? {} : { detail: through.join("; ") };
      return found({ type: "aws_security_group", id, name, ...detail }, why);
    });
  },
};
