import { existsSync } from "node:fs";
import { opendir, readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { performance } from "node:perf_hooks";

/** Version of the AWS provider that the stacks are written for. */
export const providerVersion = "5.100.0";

const hostname = "registry.terraform.io";
const address = join(hostname, "hashicorp", "aws");

/** How Terraform will come by the provider. */
export type ProviderSource =
  | { readonly kind: "own-config"; readonly file: string }
  | { readonly kind: "mirror"; readonly dir: string; readonly foundBy: string }
  | { readonly kind: "registry" };

/** Where and how long to look. */
export interface ProviderSearch {
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  /** Roots that are searched when nobody says where a mirror is. */
  readonly roots: readonly string[];
  /** How deep below a root a mirror may lie. */
  readonly depth: number;
  /** All searching ends after this, milliseconds. */
  readonly budgetMs: number;
}

/** Looks on this machine for two seconds at the most. */
export const usualSearch = (): ProviderSearch => ({
  env: process.env,
  home: homedir(),
  roots: ["/opt", "/usr/local", "/usr/share", "/var/lib", "/opt/homebrew", homedir()],
  depth: 4,
  budgetMs: 2_000,
});

/**
 * Where the AWS provider lies on this machine, first match: a CLI configuration of the user's own, CAP_TF_MIRROR, the
 * directories that Terraform itself looks into, a mirror under the usual install roots. `registry` when nowhere:
 * `terraform init` then fetches it.
 */
export async function findProvider(search: ProviderSearch): Promise<ProviderSource> {
  const own = search.env["TF_CLI_CONFIG_FILE"];
  if (own !== undefined && own !== "" && existsSync(own)) return { kind: "own-config", file: resolve(own) };
  const told = search.env["CAP_TF_MIRROR"];
  if (told !== undefined && told !== "" && (await holdsProvider(told)))
    return { kind: "mirror", dir: resolve(told), foundBy: "CAP_TF_MIRROR" };
  for (const dir of impliedDirectories(search))
    if (await holdsProvider(dir)) return { kind: "mirror", dir, foundBy: "Terraform's own directories" };
  const found = await searchRoots(search);
  return found === undefined ? { kind: "registry" } : { kind: "mirror", dir: found, foundBy: "a look around" };
}

/** https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories */
function impliedDirectories({ env, home }: ProviderSearch): string[] {
  const dataHome = env["XDG_DATA_HOME"] ?? join(home, ".local/share");
  const dataDirs = (env["XDG_DATA_DIRS"] ?? "/usr/local/share:/usr/share").split(":").filter((d) => d !== "");
  const own =
    process.platform === "darwin"
      ? [
          join(home, "Library/Application Support/io.terraform/plugins"),
          "/Library/Application Support/io.terraform/plugins",
        ]
      : [];
  return [
    join(home, ".terraform.d/plugins"),
    ...own,
    ...[dataHome, ...dataDirs].map((d) => join(d, "terraform/plugins")),
  ];
}

/** Whether `dir` is a mirror, unpacked or packed, with our version for this platform. */
async function holdsProvider(dir: string): Promise<boolean> {
  const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
  const unpacked = join(dir, address, providerVersion, platform);
  const packed = join(dir, address, `terraform-provider-aws_${providerVersion}_${platform}.zip`);
  const files = await readdir(unpacked).catch(() => []);
  return files.some((f) => f.startsWith("terraform-provider-aws")) || existsSync(packed);
}

/** Folders that are large, and never hold a mirror. */
const skipped = new Set(["node_modules", "proc", "sys", "site-packages", "doc", "man", "locale", "icons", "zoneinfo"]);

/** Breadth first over all roots, so that a mirror near a root is found before time is spent far below another. */
async function searchRoots({ roots, depth, budgetMs }: ProviderSearch): Promise<string | undefined> {
  const until = performance.now() + budgetMs;
  let level = [...new Set(roots)];
  for (let d = 0; d <= depth && level.length > 0; d++) {
    const next: string[] = [];
    for (const dir of level) {
      if (performance.now() > until) return undefined;
      const below = await foldersIn(dir);
      if (below.includes(hostname) && (await holdsProvider(dir))) return dir;
      next.push(...below.filter((name) => !skipped.has(name)).map((name) => join(dir, name)));
    }
    level = next;
  }
  return undefined;
}

async function foldersIn(dir: string): Promise<string[]> {
  const found: string[] = [];
  try {
    for await (const entry of await opendir(dir)) if (entry.isDirectory()) found.push(entry.name);
  } catch {
    // Not there, or not for us to read: then it holds no mirror that we could use.
  }
  return found;
}

/** Terraform's CLI configuration for a source, or undefined when the user's own file is used as it is. */
export function cliConfigFor(source: ProviderSource, pluginCache: string): string | undefined {
  if (source.kind === "own-config") return undefined;
  const common = "disable_checkpoint = true\n";
  if (source.kind === "registry") return `${common}plugin_cache_dir = ${JSON.stringify(pluginCache)}\n`;
  return `${common}provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(source.dir)}
    include = ["${hostname}/hashicorp/aws"]
  }
  direct {
    exclude = ["${hostname}/hashicorp/aws"]
  }
}
`;
}

/** The folder that {@link cliConfigFor} wants to exist before Terraform runs. */
export const pluginCacheOf = (configFile: string): string => join(dirname(configFile), "terraform-plugins");
