import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type Objects, ObjectsError } from "../../adapters/objects/port.ts";
import { type ExitCode, exitCode, OperatorError } from "../../contracts/errors.ts";
import type { Environment } from "../../environments/environment.ts";
import { openRecords } from "../lock/store.ts";
import { again } from "../report/again.ts";
import { runSteps } from "../report/steps.ts";
import { discardPlan } from "../terraform/plan.ts";
import type { StateFolder } from "../terraform/terraform.ts";
import { openWorkspace, type Workspace } from "../workspace/workspace.ts";
import { applyEnvironment } from "./apply.ts";
import { bootstrapInJournal } from "./bootstrap-entry.ts";
import { firstBootstrap } from "./first-bootstrap.ts";
import type { ApplyRequest } from "./request.ts";
import { exitOf, resultAsText } from "./result.ts";

/** What `cap bootstrap` was asked for. */
export type BootstrapRequest = Omit<ApplyRequest, "verb" | "file" | "stacks" | "mending">;

/**
 * Makes what every other command needs, once per account: the bucket of states with its key, and the roles of CI. The
 * state of it is a file at first, for there is no bucket yet, and is moved into the bucket when there is one; a run that
 * was cut off anywhere between is finished by the next. Done by an administrator, alone: there is no lock yet either.
 * Where the bucket is there, it is an apply like any other, under the lock, through the gate and into the journal.
 */
export async function bootstrap(o: BootstrapRequest): Promise<ExitCode> {
  const first = await firstTime(o);
  if (first !== undefined) return first;
  return await applyEnvironment({ ...request(o), stacks: ["bootstrap"] });
}

const request = (o: BootstrapRequest): ApplyRequest => ({ ...o, verb: "bootstrap" });

/** Undefined: there is a bucket already, and the state is where it belongs. */
async function firstTime(o: BootstrapRequest): Promise<ExitCode | undefined> {
  const { env, emulated, out, signal } = o;
  let workspace: Workspace | undefined;
  const open = async (say: (line: string) => void): Promise<string> => {
    workspace = await openWorkspace({ ...o, operation: "cap bootstrap", exclusive: true, note: out.note }, say);
    return folderIn(workspace, env).name;
  };
  try {
    await runSteps(out, [{ title: "Terraform JSON", run: open }]);
    if (workspace === undefined) return exitCode.toolError;
    const folder = folderIn(workspace, env);
    const { endpoint } = workspace.at;
    const records = await openRecords(env, { emulated, ...(endpoint === undefined ? {} : { endpoint }) });
    const bucket = await exists(records, "");
    if (bucket && (emulated || (await exists(records, await stateKey(folder))))) return undefined;
    const opened = workspace;
    const result = await bootstrapInJournal(records, o, () => firstBootstrap(request(o), opened, folder));
    out.result(result, () => resultAsText(result, request(o), true));
    return signal.aborted ? exitCode.interrupted : exitOf(result);
  } finally {
    await Promise.all((workspace?.folders ?? []).map(discardPlan));
    await workspace?.end();
  }
}

function folderIn({ folders }: Workspace, env: Environment): StateFolder {
  const folder = folders.find((f) => f.name === "bootstrap");
  if (folder !== undefined) return folder;
  throw new OperatorError("CAP_NO_BOOTSTRAP", `${env.name} lives in no account of environments/accounts.ts`, [
    "local needs none",
    again("up", { env }),
  ]);
}

/** Whether anything is there under a prefix, and the bucket with it; a store that does not answer is no missing one. */
async function exists(records: Objects, prefix: string): Promise<boolean> {
  try {
    for await (const _ of records.list(prefix, { max: 1 })) return true;
    return prefix === "";
  } catch (error) {
    if (error instanceof ObjectsError && error.code === "missing") return false;
    throw error;
  }
}

const backend = z.object({ terraform: z.object({ backend: z.object({ s3: z.object({ key: z.string() }) }) }) });

/** Key of the object that holds the state of bootstrap. */
async function stateKey({ dir }: StateFolder): Promise<string> {
  const stack = backend.parse(JSON.parse(await readFile(join(dir, "cdk.tf.json"), "utf8")));
  return stack.terraform.backend.s3.key;
}
