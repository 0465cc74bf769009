import { OperatorError } from "../../contracts/errors.ts";
import { runChild } from "../process/run.ts";

/** A tool of the machine that CAP uses as it is. */
export interface WantedTool {
  readonly name: string;
  /** Programs that may be it, best first. */
  readonly programs: readonly string[];
  readonly args: readonly string[];
  /** Finds the version in what the program prints; the first group is the version. */
  readonly version: RegExp;
  /** Smallest version that will do, numbers between dots. */
  readonly atLeast: string;
  /** How to get it, one line. */
  readonly get: string;
}

/** A tool that was found and is new enough. */
export interface FoundTool {
  readonly program: string;
  readonly version: string;
}

/** What CAP uses of the machine, with the oldest versions that do. */
export const wantedTools = {
  python: {
    name: "python",
    programs: ["python3", "python3.14", "python3.13", "python3.12", "python3.11"],
    args: ["--version"],
    version: /Python (\d+\.\d+\.\d+)/,
    atLeast: "3.11",
    get: "https://www.python.org/downloads, or the packages python3.11 and python3.11-venv of your system",
  },
  terraform: {
    name: "terraform",
    programs: ["terraform"],
    args: ["version"],
    version: /Terraform v(\d+\.\d+\.\d+)/,
    // Write-only arguments, which keep secrets out of the states.
    atLeast: "1.11",
    get: "https://developer.hashicorp.com/terraform/install",
  },
  java: {
    name: "java (for --kafka)",
    programs: ["java"],
    args: ["-version"],
    version: /version "(\d+(?:\.\d+)*)/,
    atLeast: "17",
    get: "https://adoptium.net, or the package openjdk-17-jre-headless of your system; or leave out --kafka",
  },
  aws: {
    name: "AWS CLI (optional)",
    programs: ["aws"],
    args: ["--version"],
    version: /aws-cli\/(\d+\.\d+\.\d+)/,
    // `aws logs tail`, which runbooks use.
    atLeast: "2",
    get: "https://aws.amazon.com/cli; only to paste the lines of health and runbooks that begin with aws",
  },
} as const satisfies Record<string, WantedTool>;

/** Whether version `found` is at least `wanted`; parts that `wanted` leaves out count as 0. */
export function isAtLeast(found: string, wanted: string): boolean {
  const have = found.split(".").map(Number);
  for (const [i, want] of wanted.split(".").map(Number).entries()) {
    const part = have[i] ?? 0;
    if (part !== want) return part > want;
  }
  return true;
}

/** The first program that is new enough, or what is wrong, without the tool's name. */
export async function findTool(wanted: WantedTool): Promise<FoundTool | { readonly fault: string }> {
  let tooOld: FoundTool | undefined;
  for (const program of wanted.programs) {
    const version = await versionOf(program, wanted);
    if (version === undefined) continue;
    if (isAtLeast(version, wanted.atLeast)) return { program, version };
    tooOld ??= { program, version };
  }
  const found = tooOld === undefined ? "not found" : `${tooOld.version} found`;
  return { fault: `${found}, want >= ${wanted.atLeast}: ${wanted.get}` };
}

/** All of the tools; one OperatorError with a line for each that is missing or too old. */
export async function requireTools<Name extends keyof typeof wantedTools>(
  names: readonly Name[],
): Promise<Record<Name, FoundTool>> {
  const found = await Promise.all(names.map(async (name) => [name, await findTool(wantedTools[name])] as const));
  const faults = found.flatMap(([name, tool]) => ("fault" in tool ? [`${wantedTools[name].name}: ${tool.fault}`] : []));
  if (faults.length > 0)
    throw new OperatorError("CAP_TOOLS", faults.join("\n"), [
      "install what is named above, then run the same command again",
    ]);
  return Object.fromEntries(found) as Record<Name, FoundTool>;
}

async function versionOf(program: string, wanted: WantedTool): Promise<string | undefined> {
  try {
    // Tools that look for a newer version of themselves would wait for the network.
    const env = { ...process.env, CHECKPOINT_DISABLE: "1" };
    const { stdout, stderr } = await runChild({ command: program, args: wanted.args, env, timeoutMs: 20_000 });
    return wanted.version.exec(`${stdout}\n${stderr}`)?.[1];
  } catch {
    return undefined;
  }
}
