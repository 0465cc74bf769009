import { roles } from "../roles.ts";
import type { Enumerator } from "./enumerator.ts";
import { found } from "./found.ts";
import { knownBy, knownPairs } from "./known.ts";

const type = "aws_iam_role_policy_attachment";

/** Managed policies attached to roles that a state has. */
export const attachedPolicies: Enumerator = {
  types: [type],
  everywhere: true,
  calls: ["iam:GetAccountAuthorizationDetails"],
  async unmanaged(look, ours) {
    const ourRoles = knownBy(ours.known, ["aws_iam_role"], "name");
    const known = knownPairs(ours.known, type, "role", "policy_arn");
    return (await roles(look)).flatMap((role) => {
      const why = ourRoles.get(role.name);
      const ids = role.attached.map((arn) => ({ arn, id: `${role.name}/${arn}` }));
      return ids.flatMap(({ arn, id }) =>
        known.has(id) || why === undefined
          ? []
          : found(
              { type, id, name: `${arn} on ${role.name}`, detail: arn, under: role.name },
              `attached to ${why.address}`,
            ),
      );
    });
  },
};
