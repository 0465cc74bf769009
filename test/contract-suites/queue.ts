import { expect, test } from "vitest";
import type { Message, Queue } from "../../adapters/queue/port.ts";
import { fastest } from "../support/fastest.ts";

/** What every queue must do; `open` gives an empty one. */
export function queueContract(name: string, open: () => Promise<Queue>): void {
  const drain = async (queue: Queue, max: number): Promise<Message[]> => {
    const all: Message[] = [];
    for (;;) {
      const some = await queue.receive({ max, waitMs: 0 });
      if (some.length === 0) return all;
      expect(some.length).toBeLessThanOrEqual(max);
      all.push(...some);
    }
  };

  test(`${name}: gives every message once while it is held`, async () => {
    const queue = await open();
    const bodies = Array.from({ length: 57 }, (_, i) => `body ${i} – ünï`);
    await queue.send(bodies);
    const messages = await drain(queue, 25);
    expect(messages.map((m) => m.body).sort()).toEqual([...bodies].sort());
    expect(new Set(messages.map((m) => m.id)).size).toBe(57);
    await queue.delete(messages);
    queue.close();
  });

  test(`${name}: a message comes back when its visibility ends, under a new receipt`, async () => {
    const queue = await open();
    await queue.send(["again"]);
    const first = await queue.receive({ max: 1, waitMs: 1_000 });
    expect(first).toHaveLength(1);
    await queue.extend(first, 0);
    const second = await queue.receive({ max: 1, waitMs: 3_000 });
    expect(second[0]?.id).toBe(first[0]?.id);
    expect(second[0]?.receipt).not.toBe(first[0]?.receipt);
    await queue.delete(second);
    queue.close();
  });

  test(`${name}: what is deleted does not come back, and deleting again does nothing`, async () => {
    const queue = await open();
    await queue.send(["a", "b"]);
    const messages = await drain(queue, 10);
    await queue.delete(messages);
    await queue.delete(messages);
    await queue.extend(messages, 0).catch(() => undefined);
    expect(await queue.receive({ max: 10, waitMs: 50 })).toEqual([]);
    queue.close();
  });

  test(`${name}: an empty queue answers when the wait is over, or when told to stop`, async () => {
    const queue = await open();
    const waits = async () => expect(await queue.receive({ max: 10, waitMs: 1_000 })).toEqual([]);
    expect(await fastest(3_000, waits)).toBeLessThan(3_000);
    const stops = async (): Promise<void> => {
      const stop = new AbortController();
      setTimeout(() => stop.abort(), 100);
      expect(await queue.receive({ max: 10, waitMs: 15_000, signal: stop.signal })).toEqual([]);
    };
    expect(await fastest(5_000, stops)).toBeLessThan(5_000);
    queue.close();
  });
}
