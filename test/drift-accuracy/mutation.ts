import type { Kind } from "../../ops/drift/finding.ts";
import type { Look } from "../../ops/probes/look.ts";

/** Whoever changes something by hand: an account's owner with the AWS SDK, and what the states know of the environment. */
export interface Hand extends Pick<Look, "env" | "client"> {
  /** One attribute of a resource as its state has it. `id` is Terraform's, without the digest that CDKTF puts behind it. */
  held(id: string, attribute: string): string;
}

/** Puts back what a mutation changed. */
export type Undo = () => Promise<unknown>;

/** How a change by hand has to be told. */
export interface Expected {
  /** `governed`: shown as somebody else's, and no finding. */
  readonly kind: Kind | "governed";
  /** Terraform's type. */
  readonly type: string;
  /** Terraform's id, without its digest; absent for what no state has. */
  readonly id?: string;
  /** What AWS calls it, or the end of that; of what no state has only. */
  readonly resource?: string;
  readonly attribute: string;
}

/** One change by hand, outside Terraform. */
export interface Mutation {
  readonly name: string;
  /** Each is told exactly once. */
  readonly expect: readonly Expected[];
  apply(hand: Hand): Promise<Undo>;
}

/** An attribute of a resource of ours has another value. `address` without digest: `aws_sqs_queue.landing_queue`. */
export const changed = (address: string, attribute: string): Expected => of("changed", address, attribute);

/** A resource of ours is gone. */
export const deleted = (address: string): Expected => of("deleted", address, "(all)");

/** An attribute has another value, and belongs to somebody else by contract. */
export const governed = (address: string, attribute: string): Expected => of("governed", address, attribute);

/** Something of ours is in no state. */
export const unmanaged = (type: string, resource: string): Expected => ({
  kind: "unmanaged",
  type,
  resource,
  attribute: "(all)",
});

function of(kind: Expected["kind"], address: string, attribute: string): Expected {
  const [type = "", id = ""] = address.split(".");
  return { kind, type, id, attribute };
}

/** A policy document with one statement more. @param principal who may. @default - everybody. */
export function opened(document: string, action: string, resource: string, principal: unknown = "*"): string {
  const { Statement, ...rest } = JSON.parse(document) as { Statement: readonly unknown[] };
  const more = { Sid: "Opened", Effect: "Allow", Principal: principal, Action: [action], Resource: [resource] };
  return JSON.stringify({ ...rest, Statement: [...Statement, more] });
}
