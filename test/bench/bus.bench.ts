import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBus } from "../../adapters/bus/open.ts";
import type { Bus } from "../../adapters/bus/port.ts";
import { freshTopic } from "../contract-suites/bus-harness.ts";
import { kafkaHome, noPython, python, pythonEnv } from "../integration/support/python.ts";
import { startChild } from "../support/child.ts";
import type { Bench, Measure } from "./measure.ts";

const sends = 100;
const perSend = 500;
const event = JSON.stringify({ eventVersion: "1.08", eventSource: "s3.amazonaws.com", requestID: "0123456789abcdef" });

// Text that compresses about as well as CloudTrail events do, which matters to Kafka (lz4) only.
const valueAt = (i: number): Uint8Array =>
  Buffer.from(
    Array.from({ length: 12 }, (_, n) => `${event}${Math.imul(i + 1, n + 7) >>> 3}`)
      .join()
      .slice(0, 1_300),
  );

function batch(from: number) {
  return Array.from({ length: perSend }, (_, i) => ({
    key: `123456789012/region-${i % 7}`,
    value: valueAt(from + i),
    headers: { "cap-kind": "cloudtrail", "cap-source-key": "uploads/run/file.json.gz", "cap-source-index": String(i) },
  }));
}

const perSecond = (count: number, began: number): number => Math.round((count / (performance.now() - began)) * 1_000);

async function measure(bus: Bus): Promise<{ sent: number; polled: number }> {
  const topic = freshTopic(6);
  await bus.ensureTopics([topic]);
  const all = Array.from({ length: sends }, (_, n) => batch(n * perSend));
  const consumer = await bus.consumer({ topic, group: "bench" });
  while (consumer.assigned().length < topic.partitions) await consumer.poll({ maxRecords: 1, waitMs: 100 });
  let began = performance.now();
  for (const records of all) await bus.send(topic, records);
  const sent = perSecond(sends * perSend, began);
  began = performance.now();
  for (let seen = 0; seen < sends * perSend; ) {
    const batches = await consumer.poll({ maxRecords: perSend, waitMs: 1_000 });
    if (batches.length === 0) throw new Error(`only ${seen} of ${sends * perSend} records came`);
    for (const { records } of batches) seen += records.length;
  }
  const polled = perSecond(sends * perSend, began);
  await consumer.close();
  return { sent, polled };
}

async function measured(name: string, url: string): Promise<Measure[]> {
  const bus = await openBus(url);
  try {
    const { sent, polled } = await measure(bus);
    const row = (what: string, rate: number, limitedBy: string): Measure => ({
      what: `bus ${name}, ${what} of ${perSend} x 1.3 KB`,
      asked: "",
      measured: `${rate.toLocaleString("en")} records/s`,
      limitedBy,
    });
    return [row("send", sent, "a sync of the disk or a transaction per send"), row("poll", polled, "decoding")];
  } finally {
    await bus.close();
  }
}

async function kafka(data: string): Promise<Measure[]> {
  const absent = noPython ?? (existsSync(join(kafkaHome, "libs")) ? undefined : `no Apache Kafka in ${kafkaHome}`);
  if (absent !== undefined) return [{ what: "bus kafka", asked: "", measured: "not measured", limitedBy: absent }];
  const args = ["-m", "emulated_aws.brokers", "run", "--home", kafkaHome, "--data", data, "--brokers", "1"];
  const brokers = await startChild<{ bootstrap: string }>(python, args, { env: pythonEnv, limitMs: 120_000 });
  try {
    return await measured("kafka (1 broker)", `kafka://${brokers.ready.bootstrap}`);
  } finally {
    await brokers.stop();
  }
}

/** Records per second of each bus, side by side: sends of one producer, then one consumer that reads them all. */
export const bench: Bench = {
  name: "bus",
  async run() {
    const home = mkdtempSync(join(tmpdir(), "cap-bench-bus-"));
    try {
      return [
        ...(await measured("sqlite", `sqlite:${join(home, "bus.sqlite")}`)),
        ...(await kafka(join(home, "kafka"))),
      ];
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  },
};
