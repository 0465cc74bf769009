/** What a rule is about, by its exact name or by how the name begins. */
export interface RuleTarget {
  readonly kind: string;
  readonly name: string;
  readonly match: "exact" | "prefix";
}

/** One rule of a bus on who may do what: an ACL of Kafka. Words are Kafka's own: `topic`, `write`, `allow`. */
export interface Rule {
  /** `User:<name>`. */
  readonly principal: string;
  readonly target: RuleTarget;
  readonly operation: string;
  readonly permission: string;
  /** Address that the principal comes from; `*` is any. */
  readonly host: string;
}

/** The rules of a bus, to look at and to add to. Nothing here takes one away. */
export interface RightsAdmin {
  /** Every rule; undefined where the bus asks nobody who comes. */
  list(): Promise<readonly Rule[] | undefined>;
  /** Adds rules; safe to repeat. */
  add(rules: readonly Rule[]): Promise<void>;
  close(): Promise<void>;
}
