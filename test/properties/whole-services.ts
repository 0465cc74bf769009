import { arguable } from "./arguable.ts";
import { list, type Statement, statementsOf } from "./policies.ts";
import { plant } from "./property.ts";

/**
 * What an ARN says beside its account and Region, where it means everything of its kind: a wildcard right behind the type,
 * or instead of it, and no name after it. Buckets have no type before them. So does whatever account it is in.
 */
function everything(arn: string): string | undefined {
  const [prefix, , service = "", , account, ...parts] = arn.split(":");
  if (prefix !== "arn") return undefined;
  const rest = parts.join(":");
  const whole = service === "s3" ? /^[*/]+$/ : /^\/?([A-Za-z-]+[/:])?\*[^A-Za-z]*$/;
  return whole.test(rest) || account === "*" ? `${service}:${rest}` : undefined;
}

/** Conditions that say what the thing is, or for what it is used. */
const narrowing = /^(aws:(Resource|Request)Tag\/|ec2:(ResourceTag\/|Vpc$)|kms:ViaService$|kms:GrantIsForAWSResource$)/;

const isNarrowed = ({ Condition = {} }: Statement): boolean =>
  Object.entries(Condition).some(
    ([operator, keys]) => !operator.includes("Not") && Object.keys(keys).some((key) => narrowing.test(key)),
  );

/** `*` alone is looked at elsewhere (./wildcards.ts); this is what scanners take for a resource of one's own. */
export const wholeServices = arguable({
  holds: "no policy allows anything on everything of a kind, but where AWS makes up the names",
  found: ({ resources }) =>
    statementsOf(resources)
      // A permission boundary grants nothing.
      .filter(({ resource }) => !resource.address.startsWith("aws_iam_policy.ceilings_"))
      .filter(({ statement: s }) => s.Effect === "Allow" && !isNarrowed(s))
      .flatMap(({ resource: { address }, statement: s }) =>
        list(s.Resource).flatMap((arn) => {
          const kind = everything(arn);
          return kind === undefined
            ? []
            : [{ id: kind, resource: address, what: `allows ${list(s.Action).join(", ")} on ${arn}` }];
        }),
      ),
  planted: [
    "arn:aws:s3:::*",
    "arn:aws:dynamodb:*:*:table/*",
    "arn:aws:dynamodb:eu-west-1:123456789012:table/*",
    "arn:aws:sqs:eu-west-1:123456789012:*",
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:*",
    "arn:aws:apigateway:eu-west-1::/*",
    "arn:aws:sns:eu-west-1:*:cap-alarms",
  ].map((arn) =>
    plant("aws_iam_role_policy", {
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: ["x:Y"], Resource: [arn] }],
      }),
    }),
  ),
});
