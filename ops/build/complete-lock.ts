import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/*
 * Some registries carry the native packages of one platform only. A lock file made with such a registry leaves the other
 * platforms out, and `npm ci` then refuses it everywhere, this platform included. This names what is missing:
 * `node ops/build/complete-lock.ts`, after `npm install`. A lock file made with a full registry needs nothing.
 */

interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** The part of package-lock.json (version 3) that is read here. */
export interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

const systems = ["android", "darwin", "freebsd", "linux", "openharmony", "win32"];
const processors = ["arm64", "arm", "x64", "ia32", "ppc64", "riscv64", "s390x"];

/** What a native package's name says about where it fits: `core-linux-arm64-musl` is for linux, arm64, musl. */
export function platformOf(name: string): { os: string[]; cpu: string[]; libc?: string[] } {
  const words = name.split(/[-/]/);
  const os = systems.filter((s) => words.includes(s));
  const cpu = processors.filter((p) => words.includes(p));
  if (os.length !== 1 || cpu.length !== 1) throw new Error(`${name}: its name does not say for which platform it is`);
  const libc = words.some((w) => w.startsWith("musl")) ? "musl" : words.some((w) => w.startsWith("gnu")) ? "glibc" : "";
  return os[0] === "linux" && libc !== "" ? { os, cpu, libc: [libc] } : { os, cpu };
}

/** Whether a dependency named by the package at `path` has an entry, there or further up, as Node would look for it. */
function held(lock: Lock, path: string, name: string): boolean {
  if (`${path === "" ? "" : `${path}/`}node_modules/${name}` in lock.packages) return true;
  return path !== "" && held(lock, path.slice(0, Math.max(0, path.lastIndexOf("/node_modules/"))), name);
}

/** Optional dependencies that the lock names without holding an entry for them, as the entries they should have. */
export function missingEntries(lock: Lock): Record<string, LockedPackage> {
  const missing: Record<string, LockedPackage> = {};
  for (const [path, entry] of Object.entries(lock.packages))
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (held(lock, path, name)) continue;
      if (!/^\d/.test(version)) throw new Error(`${path} wants ${name} ${version}: only an exact version can be named`);
      const dev = entry.dev === true ? { dev: true } : {};
      missing[`node_modules/${name}`] = { version, ...dev, optional: true, ...platformOf(name) };
    }
  return missing;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = fileURLToPath(new URL("../../package-lock.json", import.meta.url));
  const lock = JSON.parse(readFileSync(path, "utf8")) as Lock;
  const missing = missingEntries(lock);
  const packages = Object.fromEntries(
    Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  );
  writeFileSync(path, `${JSON.stringify({ ...lock, packages }, undefined, 2)}\n`);
  process.stdout.write(`${Object.keys(missing).length} entries added\n`);
}
