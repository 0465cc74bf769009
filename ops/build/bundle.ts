import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";
import { bundleBanner, unbundled } from "../../contracts/release.ts";

/*
 * `npm run build`: what is shipped, into dist/. One file for each service and function. The command line is an entry
 * point that answers `--version` by itself, and chunks that a verb loads when it needs them: as a single file, 4 MB of
 * AWS clients would be compiled at every start, 150 ms of it.
 */

const root = fileURLToPath(new URL("../..", import.meta.url));
const dist = join(root, "dist");

const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node24",
  format: "esm",
  legalComments: "linked",
  // The command line builds images and functions: esbuild, a native program itself, stays a package.
  external: [...unbundled, "esbuild"],
  banner: { js: bundleBanner },
  outExtension: { ".js": ".mjs" },
  logLevel: "warning",
};

const services = readdirSync(join(root, "services"), { withFileTypes: true })
  .filter((d) => d.isDirectory())
  .flatMap((d) => ["main.ts", "index.ts"].map((f) => ({ name: d.name, entry: `services/${d.name}/${f}` })))
  .filter(
    ({ name, entry }) =>
      readdirSync(join(root, "services", name)).some((f) => entry.endsWith(`/${f}`)) && name !== "events",
  );

rmSync(dist, { recursive: true, force: true });
await build({
  ...common,
  entryPoints: [{ in: "ops/main.ts", out: "cap" }],
  outdir: dist,
  splitting: true,
  minify: true,
  // Beside the entry point: sources and chunks alike find the package one folder up.
  chunkNames: "chunk-[hash]",
});
for (const { name, entry } of services)
  await build({ ...common, entryPoints: [{ in: entry, out: name }], outdir: join(dist, "services"), keepNames: true });
process.stdout.write(`dist/cap.mjs and ${services.length} services\n`);
