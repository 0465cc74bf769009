import { z } from "zod";
import { BugError } from "../../contracts/errors.ts";
import { unbundled } from "../../contracts/release.ts";

const names = z.record(z.string(), z.string()).optional();
const entry = z.looseObject({ version: z.string().optional(), dependencies: names, optionalDependencies: names });
/** What of a package-lock.json (lockfileVersion 3) is read here; the rest of each entry is handed on. */
const lockfile = z.looseObject({ packages: z.record(z.string(), entry) });

/** What `npm ci` wants: two files. */
export interface Packages {
  readonly "package.json": string;
  readonly "package-lock.json": string;
}

/**
 * The packages that stay outside of bundles, and what they need, out of the project's own lock file: an image gets what was
 * tested, by its hash. Source of the format: npm, "package-lock.json".
 *
 * @param text the project's package-lock.json
 */
export function imagePackages(text: string): Packages {
  const { packages } = lockfile.parse(JSON.parse(text));
  const wanted = Object.keys(packages[""]?.dependencies ?? {}).filter(isOutside);
  const found = new Set<string>();
  for (const name of wanted) follow(packages, keyOf(packages, "", name), found);
  const dependencies = Object.fromEntries(wanted.map((name) => [name, packages[`node_modules/${name}`]?.version]));
  const self = { name: "cap-image", version: "1.0.0", dependencies };
  const kept = Object.fromEntries([...found].sort().map((key) => [key, packages[key]]));
  const lock = { name: self.name, version: self.version, lockfileVersion: 3, requires: true };
  return {
    "package.json": written({ ...self, private: true }),
    "package-lock.json": written({ ...lock, packages: { "": self, ...kept } }),
  };
}

type Entries = z.infer<typeof lockfile>["packages"];

const isOutside = (name: string): boolean =>
  unbundled.some((pattern) => (pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern));

function follow(packages: Entries, key: string | undefined, found: Set<string>): void {
  if (key === undefined || found.has(key)) return;
  found.add(key);
  const { dependencies = {}, optionalDependencies = {} } = packages[key] ?? {};
  for (const name of Object.keys(dependencies)) {
    const needed = keyOf(packages, key, name);
    if (needed === undefined && !(name in optionalDependencies))
      throw new BugError(`package-lock.json has no ${name}, which ${key} needs`);
    follow(packages, needed, found);
  }
  for (const name of Object.keys(optionalDependencies)) follow(packages, keyOf(packages, key, name), found);
}

/** Where Node would find a package from another: beside it, or further up. */
function keyOf(packages: Entries, from: string, name: string): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    const key = at === "" ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (key in packages) return key;
    if (at === "") return undefined;
  }
}

const written = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
