// A process that the bus suite starts and kills. Prints {"ready":true}, then one line per thing done.
//   bus-child.ts member <url> <topic name> <partitions> <group>   polls and commits for ever; a line per record: its text
//   bus-child.ts producer <url> <topic name> <partitions> <name> <batch size>   sends for ever; a line per acknowledged batch
import { openBus } from "../../adapters/bus/open.ts";
import { positionsOf, recordsOf, textOf, textRecord } from "./bus-harness.ts";

const [, , role, url = "", name = "", partitions = "1", own = "", size = "50"] = process.argv;
const topic = {
  name,
  schema: "",
  key: "",
  partitions: Number(partitions),
  retentionHours: 1,
  maxRecordBytes: 1_000_000,
};
const bus = await openBus(url);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function member(): Promise<never> {
  const consumer = await bus.consumer({ topic, group: own });
  for (let announced = false; ; ) {
    const batches = await consumer.poll({ maxRecords: 100, waitMs: 100 });
    if (!announced && consumer.assigned().length > 0) say('{"ready":true}');
    announced ||= consumer.assigned().length > 0;
    for (const record of recordsOf(batches)) say(textOf(record));
    if (batches.length > 0) await consumer.commit(positionsOf(batches));
  }
}

async function producer(): Promise<never> {
  say('{"ready":true}');
  for (let batch = 0; ; batch++) {
    const records = Array.from({ length: Number(size) }, (_, i) => textRecord(`key-${i}`, `${own} ${batch} ${i}`));
    await bus.send(topic, records);
    say(`${batch}`);
  }
}

await (role === "member" ? member() : producer());
