import { expect, test } from "vitest";
import { accounts, nonprod } from "../../../environments/accounts.ts";
import { dev } from "../../../environments/dev.ts";
import { validatePeople } from "../../../modules/bootstrap/people.ts";
import { validateExternalReader } from "../../../modules/identity/external-reader.ts";
import { validateOperatorRole } from "../../../modules/identity/operator-role.ts";
import { statementsOf, synthesised } from "../../support/synthesised.ts";

const platform = synthesised({ environment: dev });
const trustOf = (name: string) => {
  const role = platform.of("aws_iam_role").find((r) => r.has["name"] === `cap-nonprod-${name}`)!;
  return statementsOf(role, "assume_role_policy");
};

test("the administrator and whoever opens cases have shown a second factor within the hour", () => {
  for (const role of ["administrator", "support"]) {
    const [trust, ...more] = trustOf(role);
    expect(more).toEqual([]);
    expect(trust).toMatchObject({
      Principal: { AWS: nonprod.administrators },
      Condition: {
        Bool: { "aws:MultiFactorAuthPresent": "true" },
        NumericLessThan: { "aws:MultiFactorAuthAge": "3600" },
      },
    });
  }
});

test("the auditor comes from one account and says the id that we agreed on", () => {
  expect(trustOf("auditor")).toEqual([
    expect.objectContaining({
      Principal: { AWS: `arn:aws:iam::${nonprod.auditor.account}:root` },
      Condition: { StringEquals: { "sts:ExternalId": nonprod.auditor.externalId } },
    }),
  ]);
});

test("the auditor reads an environment's evidence by a role of its own, with the same id, and nothing else of it", () => {
  const role = platform.of("aws_iam_role").find((r) => r.has["name"] === "cap-dev-auditor")!;
  expect(JSON.stringify(statementsOf(role, "assume_role_policy"))).toContain(
    `"sts:ExternalId":"${nonprod.auditor.externalId}"`,
  );
  const policy = platform.of("aws_iam_role_policy").find((r) => String(r.has["role"]).includes(role.address))!;
  const data = statementsOf(policy).filter((s) => s.Action.some((a) => a.startsWith("s3:")));
  expect(data.flatMap((s) => s.Action)).toEqual(["s3:GetObject", "s3:ListBucket"]);
  for (const resource of data.flatMap((s) => s.Resource)) expect(resource).toMatch(/bucket_audit/);
});

test("what people get beyond their own policies is kept by AWS: administration, cases, a look at settings", () => {
  const attached = platform
    .of("aws_iam_role_policy_attachment")
    .filter((r) => r.address.includes(".people_"))
    .map((r) => String(r.has["policy_arn"]).split("/").at(-1));
  expect(attached.sort()).toEqual(["AWSSupportAccess", "AdministratorAccess", "SecurityAudit"]);
});

test("passwords are long, and none of the last 24 comes back", () => {
  expect(platform.of("aws_iam_account_password_policy").map((r) => r.has)).toEqual([
    expect.objectContaining({ minimum_password_length: 14, password_reuse_prevention: 24, max_password_age: 90 }),
  ]);
});

test("nobody is named by a wildcard, and nobody outside without an id", () => {
  const place = nonprod;
  const auditor = { account: nonprod.account, externalId: "short" };
  const faults = validatePeople({ place, administrators: ["arn:aws:iam::210987654321:user/*"], auditor });
  expect(faults.map((f) => f.field)).toEqual(["administrators", "auditor.account", "auditor.externalId"]);
  const reader = { account: "12", externalId: "" };
  const outside = validateExternalReader({ place, name: "reader", reader, grants: [] });
  expect(outside.map((f) => f.field)).toEqual(["reader.account", "reader.externalId"]);
});

test("whoever has to show a second factor is a user: a session of a role never carries one", () => {
  for (const { administrators, ...place } of Object.values(accounts)) {
    for (const arn of administrators) expect(arn).toMatch(/:user\/people\//);
    for (const role of [
      "role/people/jo",
      "role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef",
    ]) {
      const named = [...administrators, `arn:aws:iam::${place.account}:${role}`];
      const [fault, ...more] = validatePeople({ place, administrators: named, auditor: place.auditor });
      expect(more).toEqual([]);
      expect(fault).toMatchObject({ field: "administrators", want: expect.stringContaining("never carries MFA") });
    }
    expect(validatePeople({ place, administrators: [], auditor: place.auditor })).toHaveLength(1);
    expect(validatePeople({ place, administrators, auditor: place.auditor })).toEqual([]);
  }
});

test("a role refuses too long a session, too many policies and too long a one", () => {
  const long = [{ Effect: "Allow", Action: ["s3:GetObject"], Resource: ["x".repeat(6144)] }] as const;
  const role = { place: nonprod, name: "plan", description: "", trusts: [], sessionSeconds: 1 } as const;
  const faults = validateOperatorRole({ ...role, policies: { long } });
  expect(faults.map((f) => f.field)).toEqual(["sessionSeconds", "policies.long"]);
  const managed = Array.from({ length: 11 }, (_, i) => `Policy${i}`);
  expect(validateOperatorRole({ ...role, managed }).map((f) => f.field)).toEqual(["sessionSeconds", "policies"]);
});
