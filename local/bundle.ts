import { build } from "esbuild";

/** A file of a program: path with `/`, and content. */
export interface ProgramFile {
  readonly path: string;
  readonly content: Uint8Array;
}

/**
 * Packages that stay outside of bundles: native modules, and those that read files of their own beside their code. They
 * are found through the image's `node_modules`.
 */
const external = ["@duckdb/*", "@fastify/swagger-ui", "@fastify/static", "@platformatic/*"];

/** Packages of CommonJS call `require`, which an ES module does not have. */
const banner = `import { createRequire as capRequire } from "node:module"; const require = capRequire(import.meta.url);`;

/** One program as one `.mjs` file, for the Node that the project pins. The same sources give the same bytes. */
export async function bundle(entry: string, root: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    absWorkingDir: root,
    bundle: true,
    write: false,
    platform: "node",
    target: "node24",
    format: "esm",
    external,
    banner: { js: banner },
    keepNames: true,
    legalComments: "none",
    logLevel: "silent",
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`esbuild made no file of ${entry}`);
  return file.contents;
}
