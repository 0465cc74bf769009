import type { TopicAdmin } from "../../adapters/bus/topics-port.ts";
import type { TopicChange, TopicPlan } from "./plan.ts";

/** Makes exactly the changes of a plan, one after the other; `done` hears of each. A fault ends it, and what was made stays. */
export async function runPlan(admin: TopicAdmin, plan: TopicPlan, done: (change: TopicChange) => void): Promise<void> {
  for (const change of plan.changes) {
    await make(admin, change);
    done(change);
  }
}

function make(admin: TopicAdmin, change: TopicChange): Promise<void> {
  switch (change.kind) {
    case "create":
      return admin.create(change.topic);
    case "add-partitions":
      return admin.addPartitions(change.topic);
    case "configure":
      return admin.configure(change.topic, Object.fromEntries(change.settings.map(({ name, to }) => [name, to])));
  }
}
