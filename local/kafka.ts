import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { OperatorError } from "../contracts/errors.ts";

/** Apache Kafka that MSK clusters of the emulated AWS run. */
const kafkaVersion = "4.3.1";

const packageDir = fileURLToPath(new URL("./aws", import.meta.url));
const limitMs = 10 * 60_000;

/** What {@link fetchKafka} needs. */
export interface KafkaOptions {
  readonly python: string;
  /** Folder of tools shared by all environments. */
  readonly toolsDir: string;
  readonly signal: AbortSignal;
}

/**
 * Apache Kafka's jars from Maven Central, fetched once; safe to interrupt and to repeat.
 *
 * @returns folder of Kafka
 */
export async function fetchKafka({ python, toolsDir, signal }: KafkaOptions): Promise<string> {
  const home = join(toolsDir, `kafka-${kafkaVersion}`);
  // The folder gets its name when it is complete: to start Python and ask would take half a second of every command.
  if (existsSync(join(home, "libs"))) return home;
  const args = ["-m", "emulated_aws.brokers", "fetch", "--home", home];
  const env = { ...process.env, PYTHONPATH: packageDir };
  const said: string[] = [];
  const code = await new Promise<number>((resolve, reject) => {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
    const child = spawn(python, args, { env, stdio: ["ignore", "ignore", "pipe"], signal: limit });
    child.stderr.on("data", (chunk: Buffer) => said.push(chunk.toString()));
    child.on("error", (error) => (child.pid === undefined ? reject(error) : undefined));
    child.on("close", (ended) => resolve(ended ?? 1));
  });
  signal.throwIfAborted();
  if (code === 0 && existsSync(join(home, "libs"))) return home;
  throw new OperatorError("CAP_KAFKA", `Apache Kafka ${kafkaVersion} could not be fetched\n${said.join("").trim()}`, [
    "if it is the network, mend that; then run the same command again",
    "or leave out --kafka: the embedded bus needs no Kafka",
  ]);
}
