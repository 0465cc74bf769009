import { BugError } from "../../contracts/errors.ts";

/** One statement of an IAM or resource policy, in the spelling of the policy language. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  /** Only in resource policies. */
  readonly Principal?:
    | "*"
    | { readonly AWS: string | readonly string[] }
    | { readonly Service: string }
    | { readonly Federated: string };
  readonly Action: readonly string[];
  /** @default - what the policy is attached to; only where it can mean nothing else. */
  readonly Resource?: readonly string[];
  /** Everything but these; only to deny. @default - `Resource` says which. */
  readonly NotResource?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** What a module hands out so that a role may use it: statements without a principal. */
export type Grant = readonly Statement[];

/** A statement that allows these actions on these resources. */
export const allow = (Action: readonly string[], Resource: readonly string[]): Statement => ({
  Effect: "Allow",
  Action,
  Resource,
});

/** The document of these statements as JSON; a document without a statement is refused, as AWS would. */
export function policyDocument(statements: readonly Statement[]): string {
  if (statements.length === 0) throw new BugError("a policy needs at least one statement");
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** Services that say for which account they assume a role. Lambda and CloudTrail do not, and would be refused. */
const saysAccount = [
  "codedeploy.amazonaws.com",
  "ecs-tasks.amazonaws.com",
  "fis.amazonaws.com",
  "scheduler.amazonaws.com",
  "states.amazonaws.com",
];

/** Who may assume a role: one AWS service, and only on behalf of our account where the service says that. */
export const trust = (service: string, account: string): string =>
  policyDocument([
    {
      Effect: "Allow",
      Principal: { Service: service },
      Action: ["sts:AssumeRole"],
      ...(saysAccount.includes(service) ? { Condition: { StringEquals: { "aws:SourceAccount": account } } } : {}),
    },
  ]);

/** Refuses every request that does not come over TLS; for policies of buckets, queues and topics. */
export const denyPlainText = (action: string, resources: readonly string[]): Statement => ({
  Sid: "TlsOnly",
  Effect: "Deny",
  Principal: "*",
  Action: [action],
  Resource: resources,
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});
