// `npm run bench [name…]`: runs the benchmarks of this folder one after the other and prints a row for each measure.
// With --write its section of docs/benchmarks.md is replaced as well, with date, machine and command.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Bench, Measure } from "./measure.ts";
import { withSections } from "./page.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));
const args = process.argv.slice(2);
const wanted = args.filter((a) => !a.startsWith("--"));
const files = readdirSync(folder).filter((f) => f.endsWith(".bench.ts"));
const chosen = files.filter((f) => wanted.length === 0 || wanted.some((w) => f.startsWith(w)));

const cpu = cpus()[0]?.model;
const machine = `${cpus().length} cores${cpu === undefined ? "" : ` (${cpu})`}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux, Node ${process.versions.node}`;
const pageUrl = new URL("../../docs/benchmarks.md", import.meta.url);
let missed = false;
for (const file of chosen) {
  const name = file.replace(/\.bench\.ts$/, "");
  const { bench } = (await import(pathToFileURL(`${folder}/${file}`).href)) as { bench: Bench };
  process.stderr.write(`${bench.name} …\n`);
  const rows = await bench.run();
  const table = tableOf(rows);
  process.stdout.write(`${table}\n\n`);
  missed ||= rows.some((r) => r.holds === false);
  const day = new Date().toISOString().slice(0, 10);
  const measured = `Measured ${day} on ${machine} with \`npm run bench ${name}\`: ${bench.name}.`;
  // Each as soon as it is measured: the next one may take long, and be cut off.
  if (args.includes("--write"))
    writeFileSync(pageUrl, withSections(readFileSync(pageUrl, "utf8"), [{ name, measured, table }]));
}
process.exit(missed ? 1 : 0);

function tableOf(rows: readonly Measure[]): string {
  const cells = rows.map((r) => `| ${r.what} | ${r.asked} | ${r.measured} | ${verdict(r)} | ${r.limitedBy} |`);
  return ["| measure | asked | measured | holds | what limits it |", "|---|---|---|---|---|", ...cells].join("\n");
}

function verdict(r: Measure): string {
  if (r.holds === undefined) return "";
  return r.holds ? "yes" : "no";
}
