import { list, type Statement, statementsOf } from "./policies.ts";
import { type Property, plant } from "./property.ts";

const keys = /^aws_kms_(key|replica_key)$/;
const reads = ["kms:Decrypt", "kms:ReEncryptFrom"];
const uses = [...reads, "kms:Encrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptTo"];
const masters = ["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:RevokeGrant"];
const administrators = ["administrator", "apply"];

const names = ({ Action }: Statement, actions: readonly string[]): boolean =>
  list(Action).some((action) => actions.includes(action));

/** What a refusal leaves to administrators is told by a service or by what is encrypted, and each by its name. */
function exceptions({ Condition = {} }: Statement): string[] {
  const { ArnLike: _who, ...others } = Condition;
  return Object.entries(others).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(([key, value]) => {
      const named = list(value as string | readonly string[]).every((text) => /^[a-z]/.test(text));
      const told = /^kms:(ViaService|EncryptionContext:.+)$/.test(key);
      return /^StringNot(Equals|Like)$/.test(operator) && told && named ? [] : [`${operator} of ${key}`];
    }),
  );
}

const refusesUse = (s: Statement): boolean => {
  const who = JSON.stringify(s.Condition?.["ArnLike"]?.["aws:PrincipalArn"] ?? "");
  return (
    s.Effect === "Deny" &&
    uses.every((action) => list(s.Action).includes(action)) &&
    administrators.every((role) => who.includes(`:role/bootstrap/cap-*-${role}"`)) &&
    exceptions(s).length === 0
  );
};

/** Whoever may change who reads does not read: otherwise the key's policy is a promise of one person to himself. */
export const keySeparation: Property = {
  holds: "every key keeps those who look after it and those who use it apart",
  violations: ({ resources }) =>
    resources
      .filter((r) => keys.test(r.type))
      .flatMap((key) => {
        const statements = statementsOf([key]).map(({ statement }) => statement);
        const both = statements.filter((s) => s.Effect === "Allow" && names(s, masters) && names(s, uses));
        return [
          ...(statements.some(refusesUse) ? [] : [`${key.address}: administrators may use it`]),
          ...both.map((s) => `${key.address}: ${s.Sid ?? "a statement"} allows looking after it and using it`),
        ];
      }),
  planted: [
    plant("aws_kms_key", { description: "with the policy that AWS gives it" }),
    plant("aws_kms_key", { policy: policy(refusal({}, ["administrator"])) }),
    plant("aws_kms_replica_key", { policy: policy(refusal({ StringNotLike: { "kms:ViaService": ["*"] } })) }),
    plant("aws_kms_key", { policy: policy(refusal({ Bool: { "aws:MultiFactorAuthPresent": "false" } })) }),
    plant("aws_kms_key", {
      policy: policy(refusal({}), { Effect: "Allow", Action: ["kms:PutKeyPolicy", "kms:Decrypt"] }),
    }),
  ],
};

function refusal(unless: object, roles: readonly string[] = administrators): object {
  const who = roles.map((role) => `arn:aws:iam::123456789012:role/bootstrap/cap-*-${role}`);
  return { Effect: "Deny", Action: uses, Condition: { ArnLike: { "aws:PrincipalArn": who }, ...unless } };
}

function policy(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
