import type { FieldOwner } from "../../contracts/governed.ts";

/** Kinds of drift, in the order in which a person reads of them. */
export const kinds = ["changed", "deleted", "unmanaged", "undeployed"] as const;
/**
 * `changed`: an attribute has another value than Terraform gave it. `deleted`: what Terraform made is gone. `unmanaged`:
 * it is ours by place, name, tag or attachment, and no state has it. `undeployed`: the code says something else than the
 * state.
 */
export type Kind = (typeof kinds)[number];

/** The type of a difference that is a whole state: it holds nothing of what the code has. Its address is `state durable`. */
export const wholeState = "state";

/** The type of a difference that is an output of a state, which other states may read. Its address is `output.name`. */
export const stateOutput = "output";

/** What is at stake, the worst first. */
export const severities = ["security", "availability", "cost", "tags", "release"] as const;
/** One of {@link severities}. */
export type Severity = (typeof severities)[number];

/** Who did it, as CloudTrail tells it. */
export interface Actor {
  /** ARN of the caller, or what CloudTrail calls the user. */
  readonly who: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** `AuthorizeSecurityGroupIngress`. */
  readonly call: string;
}

/** One difference between code, state and AWS, before anybody judged it. */
export interface Difference {
  readonly kind: Kind;
  /** Terraform's type, {@link wholeState} or {@link stateOutput}. */
  readonly type: string;
  /** State that has the resource; absent for what no state has. */
  readonly state?: string;
  /** Terraform's address; absent for what no state has. */
  readonly address?: string;
  /** What AWS calls the resource: ARN, id or name; of what no state has, the id that `terraform import` wants. */
  readonly resource: string;
  /** What a person calls it, where that is another word than `resource`. */
  readonly name?: string;
  /** Where something is that no state has, when that is another Region than the environment's. */
  readonly region?: string;
  /** `ingress[0].cidr_blocks`; `(all)` for a whole resource. */
  readonly attribute: string;
  /** As JSON; `(sensitive)` for what Terraform calls so; `none` and `there` for a whole resource. */
  readonly before: string;
  readonly after: string;
  /** Why something that no state has is ours: `in our VPC vpc-1`, `named cap-prod-…`, `tagged Environment=prod`, `attached to aws_iam_role.x`. */
  readonly ours?: string;
  /**
   * What something that no state has does, where that decides how bad it is: `ingress tcp 22 from 0.0.0.0/0`; of a whole
   * state why it holds nothing: `never applied, 115 resources`.
   */
  readonly detail?: string;
  /** Command that takes away what no state has; absent where AWS has no call for it. */
  readonly remove?: string;
}

/** A difference as it is reported. */
export interface Finding extends Difference {
  /** The same for the same difference, from run to run: `drift-` and twelve hexadecimal digits. */
  readonly id: string;
  readonly severity: Severity;
  /** Absent: CloudTrail does not tell, or could not be asked, and told no look before. */
  readonly by?: Actor;
  /** When it began, ISO 8601, UTC: as CloudTrail tells or once told, else when a look first saw it. */
  readonly since: string;
  /** A line of the baseline that keeps watching it; it is no reason to fail then. */
  readonly recorded?: { readonly owner: string; readonly reason: string; readonly expires: string };
}

/** A line of the baseline whose last day has passed. */
export interface ExpiredLine {
  /** The same for the same line, wherever in its file it stands: `baseline-` and twelve hexadecimal digits. */
  readonly id: string;
  /** In the checkout: `environments/prod.drift.yaml`. */
  readonly file: string;
  /** Where it begins there, from 1. */
  readonly line: number;
  /** What it is about: `aws_vpc.vpc tags.Owner`, `aws_sqs_queue https://…` of what no state has. */
  readonly subject: string;
  readonly owner: string;
  readonly reason: string;
  /** Its last day, `2026-02-15`. */
  readonly expires: string;
}

/** A field whose value its owner has set, and Terraform leaves to it (contracts/governed.ts). */
export interface Governed {
  readonly state: string;
  readonly address: string;
  readonly attribute: string;
  readonly before: string;
  readonly after: string;
  readonly owners: readonly FieldOwner[];
}

/** Something that could not be looked at: a state, an API. */
export interface Blind {
  /** `state runtime`, `ec2:DescribeSecurityGroupRules`. */
  readonly what: string;
  readonly because: string;
  /** Of a state that reads what is not there yet: states that have to be applied before it can be looked at. */
  readonly until?: readonly string[];
}

/** Which types of the environment's resources are also searched for what no state has. */
export interface Coverage {
  readonly enumerated: readonly string[];
  /** Types whose search AWS refused or did not answer, in one Region at least; `blind` says why. */
  readonly notAnswered: readonly string[];
  readonly notEnumerated: readonly string[];
}

/** `cap drift --json`; a stable interface. */
export interface DriftReport {
  readonly environment: string;
  readonly profile: string;
  /** How it was told where to look, for the next command: `--env prod --profile lean`. */
  readonly flags: string;
  readonly commit: string;
  /** When it was looked, ISO 8601, UTC. */
  readonly at: string;
  /** States that were asked about, in the order in which they are applied; a blind one among them. */
  readonly states: readonly string[];
  /** States of the environment that were not asked about (`--stack`): of them nothing is said, not even that they are fine. */
  readonly notAsked: readonly string[];
  /** `drift` when a finding is not recorded or a line of the baseline has expired, else `unknown` when something could not be looked at, else `none`. */
  readonly verdict: "none" | "drift" | "unknown";
  /** False when something could not be looked at. */
  readonly complete: boolean;
  /** The worst first. */
  readonly findings: readonly Finding[];
  /** How many differences the baseline ignores. */
  readonly ignored: number;
  /** Lines of the baseline that have expired: each a reason to fail, also when not everything could be looked at. */
  readonly expired: readonly ExpiredLine[];
  /** Lines of the baseline that nothing matches any more, one sentence each: a note, no reason to fail. */
  readonly unneeded: readonly string[];
  readonly governed: readonly Governed[];
  readonly blind: readonly Blind[];
  /** Why nobody could tell of some findings who did it and when. All that there is to see was seen all the same. */
  readonly unattributed: readonly Blind[];
  readonly coverage: Coverage;
  /** How many attributes each noise rule explained, by its name. */
  readonly noise: Readonly<Record<string, number>>;
  /** Wall time of the whole look, milliseconds. */
  readonly ms: number;
}
