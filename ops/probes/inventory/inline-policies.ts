import { roles } from "../roles.ts";
import type { Enumerator } from "./enumerator.ts";
import { found } from "./found.ts";
import { knownBy, knownPairs } from "./known.ts";

const type = "aws_iam_role_policy";

/** Inline policies of roles that a state has. */
export const inlinePolicies: Enumerator = {
  types: [type],
  everywhere: true,
  calls: ["iam:GetAccountAuthorizationDetails"],
  async unmanaged(look, ours) {
    const ourRoles = knownBy(ours.known, ["aws_iam_role"], "name");
    const known = knownPairs(ours.known, type, "role", "name");
    return (await roles(look)).flatMap((role) => {
      const why = ourRoles.get(role.name);
      const strange = role.inline.filter((policy) => !known.has(`${role.name}/${policy}`));
      return why === undefined
        ? []
        : strange.flatMap((policy) =>
            found(
              { type, id: `${role.name}:${policy}`, name: `${policy} in ${role.name}`, under: role.name },
              `attached to ${why.address}`,
            ),
          );
    });
  },
};
