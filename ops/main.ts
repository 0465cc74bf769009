// The entry point of `cap`. Asking for the version is answered here, before anything else is loaded: it is what shells,
// package managers and CI ask most often.
const { version } = await import("./version.ts");
const [, , first] = process.argv;
if (first === "--version" || first === "-V") {
  process.stdout.write(`${version()}\n`);
} else {
  const { runCli } = await import("./cli.ts");
  await runCli(process.argv.slice(2));
}
