import { type Carried, list, statementsOf } from "./policies.ts";
import { type Property, plant } from "./property.ts";
import { argued, unscopable } from "./unscopable.ts";

const isKeyPolicy = ({ resource }: Carried): boolean => /^aws_kms_(key|replica_key)$/.test(resource.type);
// A permission boundary grants nothing: it says what grants may say at most.
const isCeiling = ({ resource }: Carried): boolean => resource.address.startsWith("aws_iam_policy.ceilings_");
const isBare = (value: string): boolean => value === "*";

/** Allows without a bound: an action by wildcard, every resource, every principal, or everything except. */
export const wildcards: Property = {
  holds: "no policy allows an action or a resource by wildcard, except where AWS knows no narrower one",
  violations: ({ resources }) =>
    statementsOf(resources)
      .filter((c) => c.statement.Effect === "Allow" && !isKeyPolicy(c) && !isCeiling(c))
      .flatMap(({ resource: { address }, statement: s }) => {
        const actions = list(s.Action);
        const scoped = actions.length === 0 || actions.some((a) => !unscopable.includes(a) && !(a in argued));
        const boundPrincipal = s.Principal !== "*" || s.Condition !== undefined;
        return [
          ...actions.filter((a) => a.includes("*")).map((a) => `${address}: allows ${a}`),
          ...(list(s.Resource).some(isBare) && scoped ? [`${address}: allows ${actions.join(", ")} on *`] : []),
          ...(s.NotAction === undefined && s.NotResource === undefined ? [] : [`${address}: allows all but something`]),
          ...(boundPrincipal ? [] : [`${address}: allows everybody`]),
        ];
      }),
  planted: [
    plant("aws_iam_role_policy", { policy: allow({ Action: ["s3:*"], Resource: ["arn:aws:s3:::b"] }) }),
    plant("aws_iam_role_policy", { policy: allow({ Action: "sqs:SendMessage", Resource: "*" }) }),
    plant("aws_iam_policy", { policy: allow({ NotAction: ["iam:*"], Resource: ["arn:aws:s3:::b"] }) }),
    plant("aws_s3_bucket_policy", {
      policy: allow({ Principal: "*", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::b/x"] }),
    }),
  ],
};

function allow(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
}

/** Services that do not say for whom they assume a role; a condition on it would refuse them. */
const sayNothing: Readonly<Record<string, string>> = {
  "ec2.amazonaws.com": "hands an instance its profile's role without a source account",
  "ecs.amazonaws.com": "moves listener rules in its infrastructure role without a source account",
  "lambda.amazonaws.com": "assumes execution roles without a source account",
  "apigateway.amazonaws.com": "takes the account's one logging role without a source account",
  "cloudtrail.amazonaws.com": "assumes the role of its log group without a source account",
  "backup.amazonaws.com": "no source account is documented for the roles of backups and restores",
  "s3.amazonaws.com":
    "no source account is documented for replication; a role cannot be passed to another account's bucket",
};

/** The same of services that use a key in their own name. */
const useKeysSilently: Readonly<Record<string, string>> = {
  "events.amazonaws.com": "publishes to encrypted topics without a source account, as the SNS developer guide says",
};

/** The same of services that publish. */
const publishSilently: Readonly<Record<string, string>> = {
  "events.amazonaws.com": "takes no condition in a topic's policy, as the EventBridge user guide says",
};

const silentOn: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws_iam_role: sayNothing,
  aws_kms_key: useKeysSilently,
  aws_kms_replica_key: useKeysSilently,
  aws_sns_topic_policy: publishSilently,
};

const bound = /SourceAccount|SourceArn|EncryptionContext|PrincipalAccount|ViaService|CallerAccount/;

/** A service that acts for anybody acts for strangers too: the confused deputy. */
export const deputies: Property = {
  holds: "every AWS service that a policy lets in is held to our account",
  violations: ({ resources }) =>
    statementsOf(resources)
      .filter(({ statement: s }) => s.Effect === "Allow" && typeof s.Principal === "object")
      .flatMap(({ resource: { address, type }, statement: s }) => {
        const silent = silentOn[type] ?? {};
        const services = list((s.Principal as Readonly<Record<string, string | readonly string[]>>)["Service"]);
        return services
          .filter((service) => !(service in silent) && !bound.test(JSON.stringify(s.Condition ?? {})))
          .map((service) => `${address}: ${service} may act for anybody`);
      }),
  planted: [
    plant("aws_sqs_queue_policy", {
      policy: allow({ Principal: { Service: "s3.amazonaws.com" }, Action: ["sqs:SendMessage"], Resource: ["q"] }),
    }),
  ],
};
