import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { toolsDir as commonToolsDir, root } from "../home.ts";
import { cliConfigFor, findProvider, pluginCacheOf, usualSearch } from "./provider.ts";
import { preparePython } from "./python.ts";
import { requireTools } from "./tools.ts";

/** Everything on this machine that applying an environment needs. */
export interface Toolbox {
  /** Node of the version that the project pins. */
  readonly node: string;
  /** Python that has the packages of the emulated AWS. */
  readonly python: string;
  readonly pythonVersion: string;
  readonly terraform: string;
  readonly terraformVersion: string;
  /** Terraform's CLI configuration file. */
  readonly terraformConfig: string;
  /** Folder of tools shared by all environments of this checkout. */
  readonly toolsDir: string;
}

/** Options of {@link setUp}. */
export interface SetUpOptions {
  /** Whether Java has to be there. */
  readonly kafka: boolean;
  readonly signal: AbortSignal;
  /** One line about what is going on; replaces the one before. */
  readonly onProgress: (line: string) => void;
}

/**
 * Finds the machine's tools and makes what is missing under `.cap/tools`. Quick when all is there; safe to interrupt and
 * to repeat.
 */
export async function setUp(o: SetUpOptions): Promise<Toolbox> {
  const toolsDir = commonToolsDir();
  await mkdir(toolsDir, { recursive: true });
  const found = await requireTools(o.kafka ? ["python", "terraform", "java"] : ["python", "terraform"]);
  const [python, terraformConfig] = await Promise.all([
    preparePython({ python: found.python, toolsDir, signal: o.signal, onProgress: o.onProgress }),
    prepareTerraform(toolsDir),
  ]);
  return {
    node: join(root, "node_modules/.bin/node"),
    python,
    pythonVersion: found.python.version,
    terraform: found.terraform.program,
    terraformVersion: found.terraform.version,
    terraformConfig,
    toolsDir,
  };
}

/** What of the tools is needed where AWS itself is asked, and nothing stands in for it. */
export type TerraformTools = Pick<Toolbox, "node" | "terraform" | "terraformVersion" | "terraformConfig">;

/** Finds Terraform and makes its configuration. */
export async function setUpTerraform(): Promise<TerraformTools> {
  const toolsDir = commonToolsDir();
  await mkdir(toolsDir, { recursive: true });
  const { terraform } = await requireTools(["terraform"]);
  return {
    node: join(root, "node_modules/.bin/node"),
    terraform: terraform.program,
    terraformVersion: terraform.version,
    terraformConfig: await prepareTerraform(toolsDir),
  };
}

/** The CLI configuration that Terraform gets: the user's own where there is one, else one that we write. */
async function prepareTerraform(toolsDir: string): Promise<string> {
  const source = await findProvider(usualSearch());
  if (source.kind === "own-config") return source.file;
  const file = join(toolsDir, "terraform.rc");
  const cache = pluginCacheOf(file);
  const text = cliConfigFor(source, cache) ?? "";
  await mkdir(cache, { recursive: true });
  if ((await readFile(file, "utf8").catch(() => undefined)) !== text) {
    await writeFile(`${file}.${process.pid}`, text);
    await rename(`${file}.${process.pid}`, file);
  }
  return file;
}
