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
  /**
   * ARNs of the IAM users who may become administrator, open cases with AWS and touch states: they exist before the first
   * `cap bootstrap`, which one of them runs, each with a device that shows numbers (STS takes no passkey). No roles: their
   * sessions never carry MFA. Where people come through Identity Center, these are users kept for emergencies, and
   * everything else is applied by CI.
   */
  readonly administrators: readonly string[];
  /** Whoever may read everything from outside, by an external id. */
  readonly auditor: { readonly account: string; readonly externalId: string };
  /** Whom AWS calls when it sees abuse of the account; the number with the country's code. */
  readonly contact: { readonly name: string; readonly title: string; readonly email: string; readonly phone: string };
  /** Who is told of unusual cost and of findings, by e-mail. */
  readonly notify: readonly string[];
  /** Cost that is unusual enough to tell, USD. */
  readonly anomalyUsd: number;
  /** Teams that pay: their names are values of the tag Team. */
  readonly teams: readonly string[];
  /**
   * `activate` switches our tags on in billing, which AWS refuses for a tag that it has never seen: `wait` until a day
   * after the first resource, and in an account that another one pays for. docs/runbooks/account-new.md says when it is
   * time; until then what is counted by tag counts nothing.
   */
  readonly costTags: "wait" | "activate";
  /** Days that the trail's records are locked, and that Config's can be had back after a deletion. */
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
  administrators: ["arn:aws:iam::210987654321:user/people/platform-engineer"],
  auditor: { account: "999988887777", externalId: "cap-nonprod-audit" },
  contact: {
    name: "Security on-call",
    title: "Security engineer",
    email: "security@cap.example.com",
    phone: "+49 30 5550100",
  },
  notify: ["platform@cap.example.com"],
  anomalyUsd: 20,
  teams: ["security"],
  costTags: "wait",
  auditLockDays: 30,
  safety: "protected",
};

/** prod, alone. */
export const production: Account = {
  ...nonprod,
  name: "production",
  account: "345678901234",
  administrators: ["arn:aws:iam::345678901234:user/people/platform-engineer"],
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
