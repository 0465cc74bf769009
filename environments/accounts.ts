/** An AWS account that holds environments: what it can have only once belongs to it, not to one of them. */
export interface Account {
  /** Unique among accounts and environments. */
  readonly name: string;
  /** 12 digits. */
  readonly account: string;
  /** Where its own state bucket and trail live. */
  readonly region: string;
  /** Second Region of what is replicated. */
  readonly recoveryRegion: string;
  /** Repository whose CI may plan and apply, `owner/name`. */
  readonly repository: string;
  /** ARNs of the people's roles that may become administrator, with MFA. */
  readonly administrators: readonly string[];
  /** Whoever may read everything from outside, by an external id. */
  readonly auditor: { readonly account: string; readonly externalId: string };
  /** Who is told of unusual cost and of findings, by e-mail. */
  readonly notify: readonly string[];
  /** Cost that is unusual enough to tell, USD. */
  readonly anomalyUsd: number;
  /** Teams that pay: their names are values of the tag Team. */
  readonly teams: readonly string[];
  /** Days that the trail's and Config's records are locked. */
  readonly auditLockDays: number;
  /** `protected`: evidence cannot be destroyed. */
  readonly safety: "disposable" | "protected";
}

/** dev and staging. Put your own numbers and names here. */
export const nonprod: Account = {
  name: "nonprod",
  account: "210987654321",
  region: "eu-west-1",
  recoveryRegion: "eu-central-1",
  repository: "example/cap",
  administrators: ["arn:aws:iam::210987654321:role/people/platform-engineer"],
  auditor: { account: "999988887777", externalId: "cap-nonprod-audit" },
  notify: ["platform@cap.example.com"],
  anomalyUsd: 20,
  teams: ["security"],
  auditLockDays: 30,
  safety: "protected",
};

/** prod, alone. */
export const production: Account = {
  ...nonprod,
  name: "production",
  account: "345678901234",
  administrators: ["arn:aws:iam::345678901234:role/people/platform-engineer"],
  auditor: { account: "999988887777", externalId: "cap-production-audit" },
  notify: ["platform@cap.example.com", "oncall@cap.example.com"],
  anomalyUsd: 100,
  auditLockDays: 365,
};

/** Every account, by its number. `local` has none of its own: nothing there is worth an account's guard. */
export const accounts: Readonly<Record<string, Account>> = {
  [nonprod.account]: nonprod,
  [production.account]: production,
};
