import pc from "picocolors";
import type { Plan } from "../terraform/plan.ts";
import { byType } from "./by-type.ts";

/** Types that are named of a state: a line of a terminal has room for them. */
const mostTypes = 5;

/**
 * What a destruction takes away, for people: a line per state with how many of which type, the most first, and what holds
 * data that goes as well.
 *
 * @param data folder that is removed as well; undefined: data stays
 */
export function goingInWords(environment: string, plans: readonly Plan[], data: string | undefined): string {
  const width = Math.max(0, ...plans.map((p) => p.state.name.length));
  const lines = plans.map((p) => `${p.state.name.padEnd(width)}  ${p.counts.remove}: ${typesOf(p)}`);
  const held = holdingData(plans);
  const all = [
    ...lines,
    ...(held.length === 0 ? [] : [`with all that is in them: ${held.join(", ")}`]),
    ...(data === undefined ? [] : [`the data on this machine: ${data}`]),
  ];
  return all.length === 0 ? `${environment}: nothing goes` : [`goes from ${environment}:`, ...all].join("\n  ");
}

const typesOf = (plan: Plan): string => byType(deleted([plan]), mostTypes).join(", ");

const deleted = (plans: readonly Plan[]): Plan["changes"] =>
  plans.flatMap((p) => p.changes.filter((c) => c.action === "delete"));

/** What holds events and what was made of them: it is emptied before it goes. */
const holders: Readonly<Record<string, string>> = {
  bucket: "aws_s3_bucket",
  table: "aws_dynamodb_table",
  "Kafka cluster": "aws_msk_cluster",
  "serverless Kafka cluster": "aws_msk_serverless_cluster",
};

const holdingData = (plans: readonly Plan[]): readonly string[] =>
  Object.entries(holders).flatMap(([name, type]) => {
    const n = deleted(plans).filter((c) => c.type === type).length;
    return n === 0 ? [] : [`${n} ${name}${n === 1 ? "" : "s"}`];
  });

/** What `cap destroy` did; `--json` prints it. */
export interface Gone {
  readonly environment: string;
  readonly states: readonly { readonly name: string; readonly destroyed: number }[];
  /** States that belong to the account, and stay. */
  readonly stays: readonly string[];
}

/**
 * What went, for people, and what did not.
 *
 * @param anew command that makes it again
 */
export function goneInWords({ environment, states, stays }: Gone, anew: string): string {
  const gone = states.map((s) => `${s.destroyed} resources of ${s.name}`).join(", ");
  const account = stays.length === 0 ? "" : `${stays.join(" and ")}, for they belong to the account; `;
  return [
    `${environment}: ${states.length === 0 ? "there was nothing to destroy" : `${gone} destroyed`}`,
    `  what stays: ${account}what was made by hand and is in no state`,
    `  ${pc.dim("→")} to make it anew: ${anew}`,
  ].join("\n");
}
