import type { RightsAdmin, Rule } from "../../adapters/bus/rights-port.ts";
import type { TopicRight } from "../../contracts/topic-rights.ts";
import { table } from "../report/table.ts";

/** What would give users their rights, and what is left as it is. */
export interface RightsPlan {
  /** Rules that a right needs and the bus has not. */
  readonly missing: readonly Rule[];
  /** Rules that are as they should be. */
  readonly same: readonly Rule[];
  /** Rules that no contract knows. They stay, also where they forbid what a contract allows: no command takes one away. */
  readonly unmanaged: readonly Rule[];
}

/**
 * Kafka's rules for a right. Writing implies describing, and since Kafka 3.0 also the sequence numbers of a producer that
 * repeats itself safely; reading takes the topic and the group. Source: Kafka documentation, "Operations and resources on
 * protocols".
 */
function rulesOf(right: TopicRight): Rule[] {
  const rule = (kind: "topic" | "group", name: string, operation: "read" | "write"): Rule => ({
    principal: `User:${right.user}`,
    target: { kind, name, match: "exact" },
    operation,
    permission: "allow",
    host: "*",
  });
  if (right.may === "write") return [rule("topic", right.topic.name, "write")];
  return [rule("topic", right.topic.name, "read"), rule("group", right.group, "read")];
}

const told = ({ principal, permission, operation, target, host }: Rule): string =>
  `${principal} ${permission} ${operation} ${target.kind} ${target.name}${target.match === "prefix" ? "*" : ""} from ${host}`;

/** Compares rights with what is there. */
export function planRights(rights: readonly TopicRight[], live: readonly Rule[]): RightsPlan {
  const wanted = new Map(rights.flatMap(rulesOf).map((rule) => [told(rule), rule]));
  const there = new Map(live.map((rule) => [told(rule), rule]));
  const rules = [...wanted.entries()];
  return {
    missing: rules.flatMap(([key, rule]) => (there.has(key) ? [] : [rule])),
    same: rules.flatMap(([key, rule]) => (there.has(key) ? [rule] : [])),
    unmanaged: [...there.entries()].flatMap(([key, rule]) => (wanted.has(key) ? [] : [rule])),
  };
}

/** Adds exactly what is missing. Answers what was added. */
export async function runRights(admin: RightsAdmin, { missing }: RightsPlan): Promise<readonly Rule[]> {
  if (missing.length > 0) await admin.add(missing);
  return missing;
}

/** A plan for people; every rule of the bus is in it. */
export function rightsAsText({ missing, same, unmanaged }: RightsPlan): string {
  const rows = (rules: readonly Rule[], change: string) =>
    rules.map((rule) => [
      rule.principal,
      change,
      `${rule.permission} ${rule.operation} of ${rule.target.kind} ${rule.target.name}${rule.target.match === "prefix" ? "*" : ""}${rule.host === "*" ? "" : ` from ${rule.host}`}`,
    ]);
  return table(
    ["who", "change", "right"],
    [...rows(missing, "allow"), ...rows(same, "same"), ...rows(unmanaged, "unmanaged")],
  );
}
