import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openBus } from "../../../adapters/bus/open.ts";
import { type Bus, BusError } from "../../../adapters/bus/port.ts";
import { topics } from "../../../contracts/topics.ts";
import { openLog } from "../../../services/runtime/log.ts";
import { reachBus } from "../../../services/runtime/reach-bus.ts";

const options = { log: openLog("test", "silent"), signal: new AbortController().signal, firstWaitMs: 1 };
const file = (): string => `sqlite:${join(mkdtempSync(join(tmpdir(), "cap-reach-")), "bus.sqlite")}`;

/** A bus whose brokers are away for the first two looks, and not ready to make a topic for one more. */
function startingBus(): { readonly open: () => Promise<Bus>; readonly looks: () => number } {
  const url = file();
  let looks = 0;
  const open = async (): Promise<Bus> => {
    looks += 1;
    if (looks < 3) throw new BusError("cannot reach Kafka", "now");
    const bus = await openBus(url);
    const ensure = bus.ensureTopics.bind(bus);
    let asked = 0;
    bus.ensureTopics = async (wanted) => {
      asked += 1;
      if (asked === 1) throw new BusError("no controller yet", "after-refresh");
      await ensure(wanted);
    };
    return bus;
  };
  return { open, looks: () => looks };
}

test("a bus that starts beside the service is waited for, and has its topics then", async () => {
  const { open, looks } = startingBus();
  const bus = await reachBus(open, [topics.securityEvents], options);
  expect(looks()).toBe(3);
  expect(await bus.extents(topics.securityEvents)).toHaveLength(topics.securityEvents.partitions);
  await bus.close();
});

test("what no waiting mends ends the service at once", async () => {
  const never = (): Promise<Bus> => Promise.reject(new BusError("not a bus", "never"));
  await expect(reachBus(never, [topics.securityEvents], options)).rejects.toThrow("not a bus");
});
