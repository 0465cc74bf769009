import { IAMClient, paginateGetAccountAuthorizationDetails, type RoleDetail } from "@aws-sdk/client-iam";
import { probe } from "./look.ts";
import { everything } from "./pages.ts";
import { trustedBy } from "./trust.ts";

/** An IAM role with what it may do. */
export interface RoleSeen {
  readonly name: string;
  /** `/`, `/bootstrap/`, `/aws-service-role/ecs.amazonaws.com/`. */
  readonly path: string;
  readonly tags: NonNullable<RoleDetail["Tags"]>;
  /** Names of its inline policies. */
  readonly inline: readonly string[];
  /** ARNs of its managed policies. */
  readonly attached: readonly string[];
  /** Who may take it on: `ecs-tasks.amazonaws.com`, `arn:aws:iam::111122223333:root`; `*` is everybody. */
  readonly trusted: readonly string[];
}

const seen = (role: RoleDetail): RoleSeen => ({
  name: role.RoleName ?? "?",
  path: role.Path ?? "/",
  tags: role.Tags ?? [],
  inline: (role.RolePolicyList ?? []).flatMap((policy) => policy.PolicyName ?? []),
  attached: (role.AttachedManagedPolicies ?? []).flatMap((policy) => policy.PolicyArn ?? []),
  trusted: trustedBy(role.AssumeRolePolicyDocument),
});

/** Every role of the account. One listing instead of two calls per role. */
export const roles = probe(async (look): Promise<readonly RoleSeen[]> => {
  const client = look.client(IAMClient);
  const pages = paginateGetAccountAuthorizationDetails({ client, pageSize: 200 }, { Filter: ["Role"] });
  return (await everything(look, pages, (page) => page.RoleDetailList)).map(seen);
});
