import type { DriftReport } from "../../ops/drift/finding.ts";
import { withoutDigest } from "./hand.ts";
import type { Expected, Mutation } from "./mutation.ts";

/** Something that a report told, as far as accuracy is about it. */
type Told = Required<Omit<Expected, "id">> & { readonly id: string | undefined };

/** How well a report tells what was done. */
export interface Accuracy {
  /** Every expectation, and how often it was told: once is right. */
  readonly told: readonly { readonly mutation: string; readonly expected: Expected; readonly times: number }[];
  /** What was told and nobody did, one line each. */
  readonly strange: readonly string[];
}

/** Holds a report against what was done. */
export function accuracyOf(report: DriftReport, done: readonly Mutation[]): Accuracy {
  const all = toldBy(report);
  const expectations = done.flatMap(({ name, expect }) => expect.map((expected) => ({ mutation: name, expected })));
  return {
    told: expectations.map((e) => ({ ...e, times: all.filter((one) => fits(one, e.expected)).length })),
    strange: all
      .filter((one) => !expectations.some(({ expected }) => fits(one, expected)))
      .map(
        (one) =>
          `${one.kind} ${one.type}${one.id === undefined ? "" : `.${one.id}`} ${one.attribute} (${one.resource})`,
      ),
  };
}

const toldBy = ({ findings, governed }: DriftReport): readonly Told[] => [
  ...findings.map(({ kind, type, address, resource, attribute }) => ({
    kind,
    type,
    id: address === undefined ? undefined : idOf(address),
    resource,
    attribute,
  })),
  ...governed.map(({ address, attribute }) => ({
    kind: "governed" as const,
    type: address.split(".")[0] ?? "",
    id: idOf(address),
    resource: address,
    attribute,
  })),
];

const idOf = (address: string): string => withoutDigest(address).split(".")[1] ?? "";

const fits = (one: Told, e: Expected): boolean =>
  one.kind === e.kind &&
  one.type === e.type &&
  one.id === e.id &&
  one.attribute === e.attribute &&
  (e.resource === undefined || one.resource.includes(e.resource));
