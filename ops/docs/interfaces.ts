import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { exitCode } from "../../contracts/errors.ts";
import { envelopeHeader } from "../../contracts/events.ts";
import {
  bronze,
  bronzeColumns,
  type Dataset,
  dailyActivity,
  dailyActivityColumns,
  silver,
} from "../../contracts/lake.ts";
import { names } from "../../contracts/names.ts";
import { type SilverType, silverFields } from "../../contracts/ocsf/silver.ts";
import { type TableContract, tables } from "../../contracts/tables.ts";
import { topics } from "../../contracts/topics.ts";
import type { Command } from "../command.ts";
import { commands } from "../commands/index.ts";
import { root } from "../home.ts";

/** Of whatever ends as an apply does. */
const applied =
  "`environment`, `profile`, `bundle`, `commit`, `verdict`, `because` (the lock was lost), " +
  "`states[].{name,result,planned,added,changed,destroyed,cutOff,seconds,because,nextSteps[]}`, `drift[].{state,address,attribute,before,after}`, " +
  "`noise`, `blind[].{state,because}`, `seconds`";

/** What programs may rely on in each command's `--json`, besides what the commands' own types say. */
const jsonKeys: Readonly<Record<string, string>> = {
  up:
    "`environment`, `states[].{name,resources,added,changed,destroyed,seconds}`, `resources`, " +
    "`events.{in,kept,dropped,deadLettered}`, `ignored[]`, `health.{verdict,fail[],unknown[]}`, " +
    "`urls.{console,api,docs,aws}`, `seconds`",
  down: "`environment`, `destroyed`, `stopped`, `forgotten`",
  bootstrap: applied,
  plan:
    "`id`, `environment`, `profile`, `site`, `account`, `region`, `emulated`, `commit`, `clean`, `config`, `provider`, `at`, " +
    "`expires`, `by`, `refreshed` (only without a refresh), `kept` (only with `--out`), " +
    "`states[].{kind,state,sha256,lineage,serial,changes[].{address,type,action,from,reason,attributes[].{attribute,before,after}},outputs[],drifted,until[]}`",
  apply: applied,
  drift:
    "`environment`, `profile`, `flags`, `commit`, `at`, `states[]`, `notAsked[]`, `verdict`, `complete`, " +
    "`findings[].{id,kind,severity,type,state,address,resource,name,region,attribute,before,after,ours,detail,remove,by.{who,at,call},since,recorded.{owner,reason,expires}}`, " +
    "`ignored`, `expired[].{id,file,line,subject,owner,reason,expires}`, `unneeded[]`, `governed[].{state,address,attribute,before,after,owners[]}`, `blind[].{what,because,until[]}`, " +
    "`unattributed[].{what,because}`, `coverage.{enumerated[],notAnswered[],notEnumerated[]}`, `noise`, `ms`; with `--fix` as apply, and `remains[]` as `findings[]`; with `--adopt`: `file`, `imports[].{state,to,id,site}`",
  destroy: "`environment`, `states[].{name,destroyed}`, `stays[]`",
  health:
    "`verdict`, `complete`, `environment`, `at`, `ms`, " +
    "`checks[].{id,group,why,state,saw,want,fix,since,lastOk,because,ms}`",
  query: "`columns[].{name,type}`, `rows[]`, `truncated`",
  tail: "one document a line: `partition`, `offset`, `envelope`, `event`",
  token: "`token`",
  topics:
    "`environment`, `bus`, `plan.{changes[],refused[],same[],unmanaged[]}`, `rights.{missing[],same[],unmanaged[]}` where clients come with a password, `made[]` and `allowed[]` after apply; of a change `kind`, " +
    "`topic`, `from`, `settings[].{name,from,to}`",
  sample: "`dir`, `files`, `events`, `seed`",
  history:
    "`environment`, `entries[].{act,at,environment,who,host,run,operation,result,bundle,commit,states[].{name,result},reason}`, " +
    "`unfinished[]`, `unreadable[]`",
  lock:
    "show: `environment`, `lock.{holder.{id,environment,who,host,run,process,operation,since,beat},ageSeconds,process,releasable}` (null: nobody holds it), " +
    "`home.{pid,start,host,operation,since}`; release: `environment`, `released`",
  rehearse:
    "`environment`, `profile`, `commit`, `verdict`, `findings[]`, `resources`, `types`, " +
    "`states[].{name,resources,types,added,changed,destroyed,seconds}`, " +
    "`upgrade.{from,states[].{name,added,changed,replaced[],destroyed[]}}`, " +
    "`replan.{changes[].{state,address,action,because[]},drift[].{state,address,attribute,before,after},settled}`, " +
    "`health.{verdict,ok,unwell[],beyondEmulation[],limits[]}`, `destruction.{kind,destroyed,left[],refusals[],findings[]}`, " +
    "`phases[].{name,seconds}`, `seconds`, `peakMib`",
  release: "pack: `commit`, `functions.<name>.{zip,hash}`; seal: those and `images.<name>.{repository,tag,digest}`",
  env:
    "list: an array of `name`, `profile`, `account`, `region`, `safety`, `risk`; show: `environment`, " +
    "`stacks[].{name,resources,types}`, `resources`, `types`, `fixedCosts[].{part,usd}`, `recovery`; diff: " +
    "`environments[]`, `differences[]`",
  doctor: "`cap`, `environment`, `tools[].{name,ok,found,wanted,lacking}`, `endpoint`, `emulation.echoes[]`",
  completion: "`shell`, `script`",
};

const exitMeaning: Readonly<Record<keyof typeof exitCode, string>> = {
  ok: "done, nothing found",
  toolError: "an error; stderr says what still holds and what to run next",
  findings: "findings or changes; beats 3 (the JSON then carries `complete: false`)",
  couldNotLook: "could not look at everything",
  refused: "refused: lock, gate, stale evidence, declined",
  rolledBack: "rolled back",
  bug: "our mistake, with a stack",
  interrupted: "interrupted; what still runs is said",
};

const rows = (lines: readonly (readonly string[])[]): string =>
  lines.map((cells) => `| ${cells.map((c) => c.replaceAll("|", "\\|")).join(" | ")} |`).join("\n");

const table = (head: readonly string[], lines: readonly (readonly string[])[]): string =>
  `${rows([head, head.map(() => "---")])}\n${rows(lines)}`;

/** The page of stable interfaces: what is listed here changes with a major version only. */
export function interfacesPage(): string {
  return `# Stable interfaces

Generated by \`npm run docs\`. What stands here changes only with an entry under "Changed" in the changelog, from 1.0 on only with a major version. Everything else may change at any time.

## Commands
${table(["command", "flags", "environment", "keys of --json"], commands.map(commandRow))}

Every command also takes \`--env\`, \`--profile\`, \`--emulated\`, \`--json\`, \`--quiet\`, \`--verbose\`, \`--yes\`. An error under \`--json\` is \`{"error": {"code", "message", "nextSteps"}}\` on stdout.

## Exit codes
${table(
  ["code", "name", "meaning"],
  Object.entries(exitCode).map(([name, code]) => [String(code), name, exitMeaning[name as keyof typeof exitCode]]),
)}

${topicsPart()}

${tablesPart()}

${lakePart()}

## Stateful ids
Terraform addresses, each after its stack, that never change without a \`moved\` block (\`test/stacks\` pins them):

${statefulAddresses()
  .map((a) => `- \`${a}\``)
  .join("\n")}
`;
}

const topicsPart = (): string => `## Topics
${table(
  ["topic", "value", "key", "partitions", "retention", "largest record"],
  Object.values(topics).map((t) => [
    `\`${t.name}\``,
    t.schema,
    t.key,
    String(t.partitions),
    `${t.retentionHours} h`,
    `${t.maxRecordBytes} bytes`,
  ]),
)}

The value of \`${topics.securityEvents.name}\` is the raw event, byte for byte; its headers are ${Object.values(
  envelopeHeader,
)
  .map((h) => `\`${h}\``)
  .join(", ")}.`;

const tablesPart = (): string => `## Tables
${table(
  ["table", "partition key", "sort key", "indexes"],
  Object.values<TableContract>(tables).map((t) => [
    `\`${names.of({ name: "<env>" }, t.name)}\``,
    `\`${t.partitionKey}\``,
    t.sortKey === undefined ? "" : `\`${t.sortKey}\``,
    Object.entries(t.indexes ?? {})
      .map(([name, i]) => `\`${name}\`: \`${i.partitionKey}\`${i.sortKey === undefined ? "" : `, \`${i.sortKey}\``}`)
      .join("; "),
  ]),
)}`;

const lakePart = (): string => `## Lake
${datasetPart("bronze", bronze, "every record with its outcome, raw; view `bronze` shows the kept ones, `bronze_all` all")}
${table(
  ["column", "type", "holds"],
  bronzeColumns.map((c) => [`\`${c.name}\``, c.type, c.doc]),
)}

${datasetPart("silver", silver, "kept events as OCSF 1.5.0 API Activity (class 6003); the view adds `metadata_uid`, the event id")}
${table(
  ["column", "type", "holds"],
  Object.entries(silverFields).map(([name, f]) => [`\`${name}\``, typeName(f.type), f.doc]),
)}

${datasetPart("daily_activity", dailyActivity, "calls a day; written every night where `lake.jobs` is on")}
${table(
  ["column", "type", "holds"],
  dailyActivityColumns.map((c) => [`\`${c.name}\``, c.type, c.doc]),
)}`;

const commandRow = (c: Command): string[] => [
  `\`cap ${[c.verb, ...(c.args ?? []).map((a) => a.name)].join(" ")}\``,
  c.flags.map((f) => `\`${f.flag}\``).join(", "),
  environmentOf(c),
  jsonKeys[c.verb] ?? "",
];

function environmentOf({ environment, readingActions = [] }: Command): string {
  const byDefault = "`local` by default";
  const told = { reads: byDefault, acts: "must be told", none: "none" }[environment];
  return [told, ...readingActions.map((action) => `${action}: ${byDefault}`)].join("; ");
}

const datasetPart = (name: string, d: Dataset, what: string): string =>
  `### ${name}\n${what}. Parquet, zstd, sorted by \`${d.sortBy}\`, under \`${d.prefix}${d.partitions.map((p) => `${p}=…`).join("/")}/\` of bucket \`${names.bucket({ name: "<env>", account: "<account>" }, d.bucket)}\`.\n`;

/** A column's type on one line; the fields of a struct by name. */
function typeName(type: SilverType): string {
  if (typeof type === "string") return type;
  if ("list" in type) return `list of ${typeName(type.list)}`;
  return `struct of ${Object.keys(type.struct)
    .map((f) => `\`${f}\``)
    .join(", ")}`;
}

/** The lists that the test pins, of all environments together. */
function statefulAddresses(): string[] {
  const folder = join(root, "test/stacks/stateful-addresses");
  const pinned = readdirSync(folder).flatMap((file) => readFileSync(join(folder, file), "utf8").trim().split("\n"));
  return [...new Set(pinned)].sort();
}
