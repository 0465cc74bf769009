import { spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeSync,
} from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { OperatorError } from "../contracts/errors.ts";
import type { Layout } from "./layout.ts";
import { freePort, portFreed } from "./port.ts";
import { endProcess, isAlive, type ProcessIdentity, processOf } from "./process.ts";

/** Python package of the emulated AWS. */
const packageDir = fileURLToPath(new URL("./aws", import.meta.url));

const readyLimitMs = 60_000;
/** Longest wait for one status while it starts, milliseconds. */
const statusMs = 3_000;
/** The same of one that runs: taken for dead while it is only busy, it would be ended with all that it runs. */
const busyStatusMs = 30_000;
/** Longer than the emulator gives its tasks and brokers to stop. */
const stopGraceMs = 50_000;
const portTries = 5;

/** How the emulated AWS of one environment is to run. */
export interface EmulatorOptions {
  /** Python with the pinned packages. */
  readonly python: string;
  /** Node that tasks find as `node`. */
  readonly node: string;
  readonly layout: Layout;
  readonly account: string;
  readonly region: string;
  /** Identity of the states that belong to it. */
  readonly owner: string;
  /** The port to take if it is free. */
  readonly port: number;
  /**
   * How long to wait for that port, milliseconds: where one of ours has just ended there, its clients know it by it.
   * @default - 0.
   */
  readonly portWaitMs?: number;
  /** Folder of Apache Kafka. @default - MSK clusters have no broker. */
  readonly kafkaHome?: string;
  /** Judges requests by the policies of whoever signed them. @default - false: any key may do anything. */
  readonly enforceIam?: boolean;
  /**
   * Told of every process as soon as there is one, so that it is known before it answers, whatever happens to us.
   * @default - nobody is told.
   */
  readonly launched?: (process: ProcessIdentity, port: number) => Promise<void>;
  readonly signal: AbortSignal;
}

/** An emulated AWS that answers. */
export interface Emulator {
  readonly process: ProcessIdentity;
  readonly port: number;
  /** URL of every service. */
  readonly endpoint: string;
  /** True when it ran already and was left as it was. */
  readonly adopted: boolean;
}

/** What `GET /_cap/status` answers, as far as it is read here. */
interface Status {
  readonly ready: boolean;
  readonly pid: number;
  readonly owner: string;
}

/** The emulator that runs already, if it is the one of this environment and answers; else undefined. */
export async function adoptEmulator(
  known: ProcessIdentity | undefined,
  o: Pick<EmulatorOptions, "port" | "owner">,
): Promise<Emulator | undefined> {
  if (known === undefined || !isAlive(known)) return undefined;
  const status = await statusOf(o.port, busyStatusMs);
  if (status === undefined || status.pid !== known.pid || status.owner !== o.owner || !status.ready) return undefined;
  return { process: known, port: o.port, endpoint: endpointOf(o.port), adopted: true };
}

/** Starts the emulated AWS and waits until it answers; on another port where the wanted one is taken. */
export async function startEmulator(o: EmulatorOptions): Promise<Emulator> {
  prepareFolders(o);
  await portFreed(o.port, o.portWaitMs ?? 0, o.signal);
  let port = o.port;
  for (let attempt = 1; ; attempt++) {
    port = await freePort(port);
    const started = launch(o, port);
    await o.launched?.(started, port);
    if (await becomesReady(started, port, o.signal))
      return { process: started, port, endpoint: endpointOf(port), adopted: false };
    await endProcess(started, stopGraceMs);
    o.signal.throwIfAborted();
    // Somebody may have taken the port between our look and the emulator's.
    if (attempt === portTries || (await freePort(port)) === port) throw didNotStart(o.layout);
  }
}

/** Ends the emulated AWS with its tasks and brokers; its state is saved before it leaves. */
export async function stopEmulator(p: ProcessIdentity): Promise<void> {
  await endProcess(p, stopGraceMs);
}

const endpointOf = (port: number): string => `http://127.0.0.1:${port}`;

function prepareFolders({ layout, account }: EmulatorOptions): void {
  for (const dir of [layout.state, join(layout.objects, account), layout.images, layout.volumes, layout.logs])
    mkdirSync(dir, { recursive: true });
  // Tasks see the buckets of their account as plain files, beside the bus.
  const lake = join(layout.volumes, "lake");
  if (lstatSync(lake, { throwIfNoEntry: false }) === undefined) symlinkSync(join(layout.objects, account), lake);
}

/** Above this the log begins anew at the next start; the one before is kept, as `.1`. */
const logBytes = 10_000_000;

/** Renames the log of a folder when it has grown long. Whoever still writes to it goes on in the renamed file. */
export function cutLog(layout: Pick<Layout, "logs">): void {
  const file = logFile(layout);
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > logBytes) renameSync(file, `${file}.1`);
}

const logFile = (layout: Pick<Layout, "logs">): string => join(layout.logs, "emulated-aws.log");

function launch(o: EmulatorOptions, port: number): ProcessIdentity {
  const { layout } = o;
  const folders = ["--state", layout.state, "--objects", layout.objects, "--images", layout.images];
  const place = ["--volumes", layout.volumes, "--account", o.account, "--region", o.region];
  const kafka = o.kafkaHome === undefined ? [] : ["--kafka-home", o.kafkaHome];
  const more = [...kafka, ...(o.enforceIam === true ? ["--enforce-iam"] : [])];
  const args = ["-m", "emulated_aws", "--port", String(port), ...folders, ...place, "--owner", o.owner, ...more];
  cutLog(layout);
  const log = openSync(logFile(layout), "a");
  writeSync(log, `--- ${new Date().toISOString()} port ${port}\n`);
  try {
    const child = spawn(o.python, args, {
      cwd: layout.home,
      env: environmentOf(o),
      // It leads its own group and outlives us: Ctrl-C reaches it through us only, and --detach leaves it running.
      detached: true,
      stdio: ["ignore", log, log],
    });
    // A program that cannot be started shows as one that has ended.
    child.on("error", (error) => writeSync(log, `${error.message}\n`));
    child.unref();
    return processOf(child.pid ?? -1) ?? { pid: child.pid ?? -1, start: "" };
  } finally {
    closeSync(log);
  }
}

function environmentOf(o: EmulatorOptions): NodeJS.ProcessEnv {
  const foreign = /^(AWS_|TF_|CAP_(?!AWS_WITHOUT))/;
  const ours = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return {
    ...Object.fromEntries(ours),
    PATH: [dirname(o.node), process.env["PATH"] ?? ""].join(delimiter),
    PYTHONPATH: packageDir,
    PYTHONUNBUFFERED: "1",
  };
}

async function becomesReady(p: ProcessIdentity, port: number, signal: AbortSignal): Promise<boolean> {
  const until = Date.now() + readyLimitMs;
  while (Date.now() < until && isAlive(p) && !signal.aborted) {
    const status = await statusOf(port, statusMs);
    if (status?.ready === true && status.pid === p.pid) return true;
    await sleep(100);
  }
  return false;
}

/** Undefined where nobody answers within the limit; where nobody listens, at once. */
async function statusOf(port: number, limitMs: number): Promise<Status | undefined> {
  try {
    const answer = await fetch(`${endpointOf(port)}/_cap/status`, { signal: AbortSignal.timeout(limitMs) });
    return answer.ok ? ((await answer.json()) as Status) : undefined;
  } catch {
    return undefined;
  }
}

function didNotStart(layout: Layout): OperatorError {
  const file = logFile(layout);
  const said = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").slice(-4).join("\n") : "";
  return new OperatorError("CAP_EMULATOR", `the emulated AWS did not start; its state is as it was\n${said}`, [
    `the whole log: ${file}`,
    "run the same command again",
  ]);
}
