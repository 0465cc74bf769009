import { roles } from "../roles.ts";
import type { Enumerator } from "./enumerator.ts";
import { found } from "./found.ts";
import { knownBy } from "./known.ts";
import { environmentTag } from "./ours.ts";

// Services of AWS make these for themselves, and nobody else can.
const madeByAws = ["/aws-service-role/", "/aws-reserved/"];

/** IAM roles, with who may take them on and what they may do. */
export const iamRoles: Enumerator = {
  types: ["aws_iam_role"],
  everywhere: true,
  calls: ["iam:GetAccountAuthorizationDetails"],
  async unmanaged(look, ours) {
    const known = knownBy(ours.known, ["aws_iam_role"], "name");
    return (await roles(look)).flatMap(({ name, path, tags, attached, inline, trusted }) => {
      if (known.has(name) || madeByAws.some((start) => path.startsWith(start))) return [];
      const policies = [...attached, ...inline];
      const may = policies.length === 0 ? "" : `, and it may ${policies.join(", ")}`;
      const detail = `${trusted.join(", ") || "nobody"} may assume it${may}`;
      const why = ours.named(name) ?? ours.tagged(undefined, environmentTag(tags));
      return found({ type: "aws_iam_role", id: name, name, detail, policies }, why);
    });
  },
};
