import type { Bus } from "../../adapters/bus/port.ts";
import type { TopicContract } from "../../contracts/topics.ts";
import { type RetryOptions, retrying } from "./retry.ts";

/**
 * A bus that is open and has these topics. Brokers that start beside the service are waited for: a task that ends because
 * its bus comes a minute later looks like one that crashes.
 */
export async function reachBus(
  open: () => Promise<Bus>,
  topics: readonly TopicContract[],
  options: RetryOptions,
): Promise<Bus> {
  const bus = await retrying("bus: open", open, options);
  try {
    await retrying("bus: topics", () => bus.ensureTopics(topics), { ...options, refreshes: true });
    return bus;
  } catch (error) {
    await bus.close();
    throw error;
  }
}
