import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type ExitCode, exitCode, OperatorError } from "../../contracts/errors.ts";
import type { Environment } from "../../environments/environment.ts";
import type { Import } from "../../environments/imports.ts";
import { originOf } from "../../environments/recovery-site.ts";
import type { Output } from "../command.ts";
import { root } from "../home.ts";
import { again } from "../report/again.ts";
import { importsFileOf, rewriteImports } from "../terraform/kept-imports.ts";
import type { StateFolder } from "../terraform/terraform.ts";
import { openWorkspace } from "../workspace/workspace.ts";

/** What `cap drift --adopt` was asked for. */
export interface AdoptRequest {
  readonly env: Environment;
  readonly emulated: boolean;
  /** `ADDRESS=ID`, several. */
  readonly pairs: readonly string[];
  readonly release?: string;
  readonly out: Output;
  readonly signal: AbortSignal;
}

/**
 * Writes import blocks into `environments/<env>.imports.json`, of an emulated AWS beside its states: the next plan shows
 * what is imported, the next apply does it. The code has to have the resource at that address already. Changes nothing in AWS.
 */
export async function adopt(o: AdoptRequest): Promise<ExitCode> {
  const wanted = o.pairs.map(pairOf);
  const { site } = originOf(o.env);
  const mark = site === "recovery" ? { site } : {};
  const workspace = await openWorkspace({ ...o, operation: "cap drift", exclusive: false, note: o.out.note }, () => {});
  try {
    const blocks = await Promise.all(
      wanted.map(async (w) => ({ ...w, state: await stateWith(w.to, workspace.folders), ...mark })),
    );
    const file = await importsFile(o, workspace.folders);
    await rewriteImports(resolve(root, file), (known) => withBlocks(known, blocks));
    o.out.result({ file, imports: blocks }, () =>
      [
        ...blocks.map((b) => `${b.state}: ${b.to} will be imported from ${b.id}`),
        `written to ${file}; ${o.emulated ? "" : "commit it, "}then: ${again("plan", o)}`,
      ].join("\n"),
    );
    return exitCode.ok;
  } finally {
    await workspace.end();
  }
}

/** Where blocks are kept: below the root of the sources; of an emulated AWS beside its states, which are files. */
export async function importsFile(
  { env, emulated }: Pick<AdoptRequest, "env" | "emulated">,
  folders: readonly StateFolder[],
): Promise<string> {
  const [beside] = emulated ? await Promise.all(folders.map(importsFileOf)) : [];
  return beside ?? `environments/${originOf(env).name}.imports.json`;
}

/** `aws_sqs_queue.q=https://…`: the id may hold an equals sign, an address holds none. */
export function pairOf(pair: string): Pick<Import, "to" | "id"> {
  const [, to, id] = /^(aws_[a-z0-9_]+\.[\w-]+)=(.+)$/.exec(pair) ?? [];
  if (to !== undefined && id !== undefined) return { to, id };
  throw new OperatorError("CAP_BAD_FLAG", `--adopt is "${pair}"; want ADDRESS=ID; nothing was written`, [
    "--adopt aws_sqs_queue.landing_queue=https://sqs.eu-west-1.amazonaws.com/123456789012/name",
  ]);
}

async function stateWith(address: string, folders: readonly StateFolder[]): Promise<string> {
  const [type = "", id = ""] = address.split(".");
  for (const { name, dir } of folders) {
    const { resource = {} } = JSON.parse(await readFile(join(dir, "cdk.tf.json"), "utf8")) as {
      resource?: Record<string, Record<string, unknown>>;
    };
    if (resource[type]?.[id] !== undefined) return name;
  }
  throw new OperatorError("CAP_NO_ADDRESS", `the code has no ${address}; nothing was written`, [
    "add the resource to its module first: an import needs something to become",
  ]);
}

/** One block for each address and site: a new one takes the place of the one before. */
export const withBlocks = (known: readonly Import[], blocks: readonly Import[]): readonly Import[] => [
  ...known.filter((k) => !blocks.some((b) => subjectOf(b) === subjectOf(k))),
  ...blocks,
];

const subjectOf = ({ state, to, site }: Import): string => JSON.stringify([state, to, site]);
