/*
 * Stands in for the image apache/kafka in the emulated AWS: one node, made from its variables KAFKA_<PROPERTY>, on a disk
 * of its own that goes with it. Source: Apache Kafka, "Docker image usage guide".
 */
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { logSettings, propertiesFrom } from "./properties.ts";

// Small and quick to start, rather than fast.
const flags = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-XX:+ExitOnOutOfMemoryError"];

const disk = mkdtempSync(join(tmpdir(), "kafka-"));
process.on("exit", () => rmSync(disk, { recursive: true, force: true }));

const settings = join(disk, "server.properties");
writeFileSync(settings, propertiesFrom(process.env, join(disk, "data")));
writeFileSync(join(disk, "log4j2.properties"), logSettings);

const java = (...words: string[]): string[] => [
  ...flags,
  `-Dlog4j2.configurationFile=${join(disk, "log4j2.properties")}`,
  "-cp",
  join(import.meta.dirname, "kafka", "libs", "*"),
  ...words,
];

const identity = process.env["CLUSTER_ID"] ?? randomBytes(16).toString("base64url").replaceAll(/[-_]/g, "A");
const format = java("kafka.tools.StorageTool", "format", "-t", identity, "-c", settings);
const formatted = spawnSync("java", format, { encoding: "utf8" });
if (formatted.status !== 0) {
  process.stderr.write(`${formatted.error?.message ?? formatted.stderr}\n`);
  process.exit(1);
}

const heap = (process.env["KAFKA_HEAP_OPTS"] ?? "").split(" ").filter((word) => word !== "");
const node = spawn("java", [...heap, ...java("kafka.Kafka", settings)], { stdio: "inherit" });
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => node.kill("SIGTERM"));
node.on("error", (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
node.on("exit", (code) => process.exit(code ?? 1));
