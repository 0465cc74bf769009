import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { exitCode, OperatorError } from "../../contracts/errors.ts";
import { copyOf } from "./keep-state.ts";
import { stateFile } from "./resources.ts";
import { runTerraform } from "./run.ts";
import type { PriorResource } from "./show.ts";
import type { StateFolder, Terraform } from "./terraform.ts";

const resource = z.object({
  mode: z.string(),
  type: z.string(),
  name: z.string(),
  instances: z
    .array(
      z.object({
        attributes: z.record(z.string(), z.unknown()).default({}),
        dependencies: z.array(z.string()).default([]),
        status: z.string().optional(),
        /** Of one that was replaced and is not destroyed yet. */
        deposed: z.string().optional(),
      }),
    )
    .default([]),
});

const document = z.object({
  lineage: z.string(),
  serial: z.number(),
  outputs: z.record(z.string(), z.object({ value: z.unknown() })).default({}),
  resources: z.array(resource).default([]),
});

/** Which state this is and how often it was written; what it gives to others. No value of it. */
export interface StateHead {
  /** The same for the whole life of a state. */
  readonly lineage: string;
  /** Grows by one with every write. */
  readonly serial: number;
  /** A digest of the value of each output, by its name: whether one has changed can be told without its value. */
  readonly outputs: ReadonlyMap<string, string>;
  /** How many resources it holds, data sources not counted. */
  readonly resources: number;
  /** Addresses of those whose creation did not come to its end: the next plan makes them anew. */
  readonly tainted: readonly string[];
}

/** The head of a state; undefined where nothing was ever written. */
export async function headOf(tf: Terraform, state: StateFolder): Promise<StateHead | undefined> {
  const read = await documentOf(tf, state);
  if (read === undefined) return undefined;
  const { lineage, serial, outputs, resources } = read;
  const digests = Object.entries(outputs).map(([name, { value }]) => [name, digestOf(value)] as const);
  const managed = resources.filter((r) => r.mode === "managed");
  const tainted = managed
    .filter((r) => r.instances.some((i) => i.status === "tainted" && i.deposed === undefined))
    .map(({ type, name }) => `${type}.${name}`);
  return { lineage, serial, outputs: new Map(digests), resources: managed.flatMap((r) => r.instances).length, tainted };
}

const digestOf = (value: unknown): string =>
  createHash("sha256")
    .update(JSON.stringify(value) ?? "")
    .digest("hex");

/** The managed resources of a state as they were last written, secrets included. CDKTF makes no counted ones. */
export async function resourcesIn(tf: Terraform, state: StateFolder): Promise<readonly PriorResource[]> {
  return (await writtenIn(tf, state)) ?? [];
}

/** The same; undefined where nothing was ever written, or all was just emptied to be written anew. */
export async function writtenIn(tf: Terraform, state: StateFolder): Promise<readonly PriorResource[] | undefined> {
  const managed = (await documentOf(tf, state))?.resources.filter((r) => r.mode === "managed");
  return managed?.flatMap(({ mode, type, name, instances }) =>
    instances.map(({ attributes: values, dependencies: depends_on }) => ({
      address: `${type}.${name}`,
      mode,
      type,
      values,
      depends_on,
    })),
  );
}

async function documentOf(tf: Terraform, state: StateFolder): Promise<z.infer<typeof document> | undefined> {
  const text = await textOf(tf, state);
  if (text === "") return undefined;
  try {
    return document.parse(JSON.parse(text));
  } catch (cause) {
    throw await unreadable(state, cause);
  }
}

async function unreadable(state: StateFolder, cause: unknown): Promise<OperatorError> {
  const file = await stateFile(state);
  const mend = file === undefined ? "an older version of the object is in the bucket" : `mv ${copyOf(file)} ${file}`;
  return new OperatorError("CAP_STATE_BROKEN", `the state of ${state.name} is not whole; nothing was changed`, [mend], {
    exit: exitCode.refused,
    cause,
  });
}

async function textIn(state: StateFolder, file: string): Promise<string> {
  const text = existsSync(file) ? await readFile(file, "utf8") : "";
  // Taken for a state that was never written, it would be made a second time.
  if (text === "" && existsSync(copyOf(file))) throw await unreadable(state, new Error("it is empty"));
  return text;
}

/** The whole state, secrets included; empty where there is none. A state in a file is read without Terraform: in 1 ms, not 400. */
async function textOf(tf: Terraform, state: StateFolder): Promise<string> {
  const file = await stateFile(state);
  if (file !== undefined) return await textIn(state, file);
  const { lines } = await runTerraform(tf, { state, verb: "state", args: ["pull"] });
  return lines.join("\n").trim();
}
