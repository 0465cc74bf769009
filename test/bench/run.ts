// `npm run bench [name…]`: runs the benchmarks of this folder one after the other and prints a row for each measure.
// With --write the table goes to docs/benchmarks.md as well, with date, machine and command.
import { readdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Bench, Measure } from "./measure.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));
const args = process.argv.slice(2);
const wanted = args.filter((a) => !a.startsWith("--"));
const files = readdirSync(folder).filter((f) => f.endsWith(".bench.ts"));
const chosen = files.filter((f) => wanted.length === 0 || wanted.some((w) => f.startsWith(w)));

const rows: Measure[] = [];
for (const file of chosen) {
  const { bench } = (await import(pathToFileURL(`${folder}/${file}`).href)) as { bench: Bench };
  process.stderr.write(`${bench.name} …\n`);
  rows.push(...(await bench.run()));
}

const cells = rows.map((r) => `| ${r.what} | ${r.asked} | ${r.measured} | ${verdict(r)} | ${r.limitedBy} |`);
const table = ["| measure | asked | measured | holds | what limits it |", "|---|---|---|---|---|", ...cells].join("\n");
process.stdout.write(`${table}\n`);
if (args.includes("--write")) writeFileSync(new URL("../../docs/benchmarks.md", import.meta.url), page(table));
process.exit(rows.some((r) => r.holds === false) ? 1 : 0);

function verdict(r: Measure): string {
  if (r.holds === undefined) return "";
  return r.holds ? "yes" : "no";
}

function page(text: string): string {
  const machine = `${cpus().length} cores (${cpus()[0]?.model ?? "unknown"}), ${Math.round(totalmem() / 2 ** 30)} GiB, Linux, Node ${process.versions.node}`;
  const day = new Date().toISOString().slice(0, 10);
  return `# Benchmarks\n\nMeasured ${day} on ${machine} with \`npm run bench -- --write\`. Single absolute times depend on the machine; ratios were taken side by side in one run.\n\n${text}\n`;
}
