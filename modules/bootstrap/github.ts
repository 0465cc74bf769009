import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import type { Statement } from "../identity/policy.ts";

/** CI that proves who it is by a token of its own, so that no key of AWS is kept there. */
export interface GithubProps {
  /** `owner/name`. */
  readonly repository: string;
}

/** What others need to trust CI. */
export interface GithubOutputs {
  /**
   * Trusts runs of the repository with one of these subjects: `pull_request`, `environment:prod`.
   *
   * @param ref branch that a run has to be of as well: the subject of an environment does not tell it. @default - any.
   */
  trusts(subjects: readonly string[], ref?: string): Statement;
}

const host = "token.actions.githubusercontent.com";

/** Every fault of the props. */
export function validateGithub({ repository }: GithubProps): Fault[] {
  const fine = /^[\w.-]+\/[\w.-]+$/.test(repository);
  return fine ? [] : [{ field: "repository", got: repository, want: "owner/name, without a wildcard" }];
}

/**
 * GitHub as an identity provider of the account. Subjects are compared whole: a pattern such as `repo:owner/*` would let
 * in repositories that do not exist yet. AWS checks GitHub's certificate against its own list of authorities, so no
 * thumbprint is pinned. Sources: GitHub docs, "Configuring OpenID Connect in Amazon Web Services"; for claims beside the
 * subject AWS's announcement of January 2026, "AWS STS now supports validation of identity provider specific claims".
 */
export class Github extends Construct {
  readonly outputs: GithubOutputs;
  constructor(scope: Construct, id: string, props: GithubProps) {
    super(scope, id);
    assertValid("github", validateGithub(props));
    const provider = new IamOpenidConnectProvider(this, "provider", {
      url: `https://${host}`,
      clientIdList: ["sts.amazonaws.com"],
      lifecycle: { preventDestroy: true },
    });
    this.outputs = {
      trusts: (subjects, ref) => ({
        Effect: "Allow",
        Principal: { Federated: provider.arn },
        Action: ["sts:AssumeRoleWithWebIdentity"],
        Condition: {
          StringEquals: {
            [`${host}:aud`]: "sts.amazonaws.com",
            [`${host}:sub`]: subjects.map((subject) => `repo:${props.repository}:${subject}`),
            ...(ref === undefined ? {} : { [`${host}:ref`]: ref }),
          },
        },
      }),
    };
  }
}
