import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "../../environments/environment.ts";
import { root } from "../home.ts";
import { again } from "../report/again.ts";
import { endpointOf, type Running, readRunning } from "../running.ts";
import { findProvider, providerVersion, usualSearch } from "../setup/provider.ts";
import { findTool, type WantedTool, wantedTools } from "../setup/tools.ts";
import { version } from "../version.ts";
import { type Emulation, emulationOf } from "./emulation.ts";

/** A tool or a package as it was found. */
export interface Examined {
  readonly name: string;
  readonly ok: boolean;
  /** Version or place; what is wrong when it is not ok. */
  readonly found: string;
  readonly wanted: string;
  /** True of an optional one that is missing or too old: no finding, but what needs it will not work. */
  readonly lacking?: true;
}

/** What `cap doctor` saw. */
export interface Examination {
  readonly cap: string;
  readonly environment: string;
  readonly tools: readonly Examined[];
  /** Where commands of this environment would go, and as whom. */
  readonly endpoint: { readonly url: string; readonly reached: boolean; readonly credentials: string };
  /** Absent where AWS itself would answer. */
  readonly emulation?: Emulation;
}

/** Looks at everything; starts nothing, changes nothing. */
export async function examine(env: Environment, emulated: boolean): Promise<Examination> {
  const { terraform, python, java, aws } = wantedTools;
  const optional = [java, aws].map(optionalTool);
  const tools = await Promise.all([node(), tool(terraform), provider(), tool(python), ...optional]);
  const running = await readRunning(env);
  const emulation = emulated ? await emulationOf(running) : undefined;
  const endpoint = {
    url: emulated ? emulatedUrl(env, running, emulation?.ready === true) : `AWS, ${env.region}`,
    reached: emulation?.ready ?? false,
    credentials: emulated ? "the emulated AWS takes any" : credentials(),
  };
  const common = { cap: version(), environment: env.name, tools, endpoint };
  return emulation === undefined ? common : { ...common, emulation };
}

function emulatedUrl(env: Environment, running: Running | undefined, ready: boolean): string {
  const up = again("up", { env, emulated: true });
  if (running === undefined) return `none yet; what starts it: ${up}`;
  return ready ? endpointOf(running) : `none now; what starts it again, at ${endpointOf(running)}: ${up}`;
}

async function tool(wanted: WantedTool): Promise<Examined> {
  const found = await findTool(wanted);
  const ok = !("fault" in found);
  return { name: wanted.name, ok, found: ok ? found.version : found.fault, wanted: `>= ${wanted.atLeast}` };
}

/** Java is wanted by `--kafka` only, the AWS CLI by people only: its absence is said and is no finding. */
async function optionalTool(wanted: WantedTool): Promise<Examined> {
  const seen = await tool(wanted);
  return seen.ok ? seen : { ...seen, ok: true, lacking: true };
}

async function node(): Promise<Examined> {
  const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    devDependencies?: Record<string, string>;
  };
  const wanted = devDependencies?.["node"] ?? "24";
  const found = process.versions.node;
  return { name: "node", ok: found.split(".")[0] === wanted.split(".")[0], found, wanted };
}

async function provider(): Promise<Examined> {
  const source = await findProvider(usualSearch());
  const found = {
    mirror: () => (source.kind === "mirror" ? `${source.dir} (by ${source.foundBy})` : ""),
    "own-config": () => (source.kind === "own-config" ? `as ${source.file} says` : ""),
    registry: () => "terraform init will fetch it",
  }[source.kind]();
  return { name: "AWS provider", ok: true, found, wanted: providerVersion };
}

/** Where the SDK's usual chain would begin; the chain itself is not walked, since that may call out. */
function credentials(): string {
  if (process.env["AWS_ACCESS_KEY_ID"] !== undefined) return "AWS_ACCESS_KEY_ID";
  if (process.env["AWS_PROFILE"] !== undefined) return `profile ${process.env["AWS_PROFILE"]}`;
  return "the default chain of the AWS SDK";
}
