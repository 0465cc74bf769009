import { createHash } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { OperatorError } from "../../contracts/errors.ts";
import { root } from "../home.ts";
import { type Ended, runChild } from "../process/run.ts";
import type { FoundTool } from "./tools.ts";

const minutes = 60_000;

/** Pinned packages that have a virtual environment of their own. */
export interface PythonPackages {
  /** Name of the environment's folder. */
  readonly venv: string;
  /** What they are, for people. */
  readonly what: string;
  /** Files of pins, from the root of the checkout. */
  readonly pins: readonly string[];
}

const emulatorPackages: PythonPackages = {
  venv: "venv",
  what: "Python packages of the emulated AWS",
  pins: ["local/aws/requirements.txt", "local/aws/requirements-test.txt"],
};

/** checkov, parliament and cloudsplaining. */
export const scannerPackages: PythonPackages = {
  venv: "scanners",
  what: "policy scanners",
  pins: ["test/policy/requirements.txt"],
};

/** What {@link preparePython} needs. */
export interface PythonOptions {
  readonly python: FoundTool;
  /** Folder of tools that all environments of this checkout share. */
  readonly toolsDir: string;
  /** What the environment holds. @default - the packages of the emulated AWS. */
  readonly packages?: PythonPackages;
  readonly signal: AbortSignal;
  readonly onProgress: (line: string) => void;
}

/**
 * The Python of a virtual environment that holds exactly the pinned packages. A stamp with the hash of the pins is
 * written last, so an interrupted build is seen, thrown away and made again.
 *
 * @returns path of its `python`
 */
export async function preparePython(o: PythonOptions): Promise<string> {
  const { packages = emulatorPackages } = o;
  const venv = join(o.toolsDir, packages.venv);
  const python = join(venv, "bin", "python");
  const stamp = join(venv, "cap-stamp");
  const wanted = await hashOfPins(o.python.version, packages);
  if ((await readFile(stamp, "utf8").catch(() => "")) === wanted) return python;
  o.onProgress(packages.what);
  await rm(venv, { recursive: true, force: true });
  await step(o, o.python.program, ["-m", "venv", venv], "make a virtual environment");
  const pins = packages.pins.flatMap((file) => ["-r", join(root, file)]);
  const pip = ["-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--no-compile", ...pins];
  await step(o, python, pip, "install the pinned Python packages");
  await writeFile(`${stamp}.part`, wanted);
  await rename(`${stamp}.part`, stamp);
  return python;
}

async function hashOfPins(version: string, { pins }: PythonPackages): Promise<string> {
  const hash = createHash("sha256").update(`${version}\0`);
  for (const file of pins) hash.update(await readFile(join(root, file)));
  return hash.digest("hex");
}

async function step(o: PythonOptions, command: string, args: readonly string[], what: string): Promise<void> {
  const { packages: { what: title } = emulatorPackages } = o;
  let packages = 0;
  const ended = await runChild({
    command,
    args,
    timeoutMs: 15 * minutes,
    signal: o.signal,
    onLine: (line) => {
      if (!line.startsWith("Collecting ")) return;
      packages += 1;
      o.onProgress(`${title}: ${packages}, ${line.split(" ")[1] ?? ""}`);
    },
  });
  o.signal.throwIfAborted();
  if (ended.code !== 0) throw stepFailed(what, ended);
}

function stepFailed(what: string, ended: Ended): OperatorError {
  const said = `${ended.stdout}\n${ended.stderr}`.trim().split("\n").slice(-3).join("\n");
  const why = ended.timedOut ? "took longer than 15 minutes" : `ended with ${ended.code}`;
  return new OperatorError("CAP_SETUP_PYTHON", `could not ${what}: it ${why}; nothing else was changed\n${said}`, [
    "if it is the network or the disk, mend that; then run the same command again",
    "a Python without venv or pip: install the package python3-venv of your system",
  ]);
}
