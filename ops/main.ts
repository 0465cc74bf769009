// The entry point of `cap`.
import { existsSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { compiledDir, root, toolsDir } from "./home.ts";

// The library that colours text does so in every CI; what CI keeps is a file and no terminal.
if (process.stdout.isTTY !== true && process.env["FORCE_COLOR"] === undefined) process.env["NO_COLOR"] = "1";

// Asking for the version is answered here, before anything else is loaded: it is what shells, package managers and CI
// ask most often.
const [, , first] = process.argv;
if (first === "--version" || first === "-V")
  void import("./version.ts").then(({ version }) => process.stdout.write(`${version()}\n`));
else {
  // What Node made of the sources and libraries the last time: a quarter of what a command takes to start.
  if (existsSync(toolsDir())) enableCompileCache(compiledDir());
  void import("./cli.ts").then(({ runCli }) => runCli(process.argv.slice(2)), cannotLoad);
}

/** Somebody may have mistyped an environment. */
async function cannotLoad(error: unknown): Promise<void> {
  const { showUnloadable } = await import("./unloadable.ts");
  showUnloadable(error, root, process.argv.includes("--json"));
}
