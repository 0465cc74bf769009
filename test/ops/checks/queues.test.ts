import { expect, test } from "vitest";
import { queuesAge } from "../../../ops/checks/queues-age.ts";
import { queuesDeadLetters } from "../../../ops/checks/queues-dead-letters.ts";
import { queuesRedrive } from "../../../ops/checks/queues-redrive.ts";
import type { QueueSeen } from "../../../ops/probes/queues.ts";
import { ago, judged } from "./given.ts";

const queue: QueueSeen = {
  name: "cap-local-landing",
  deadLetterName: "cap-local-landing-dead",
  deadLetterUrl: "http://x/cap-local-landing-dead",
  waiting: 0,
  inFlight: 0,
  dead: 0,
  redriveTo: "cap-local-landing-dead",
  maxReceives: 5,
};
const aged = (seconds: number): ReadonlyMap<string, number> => new Map([[queue.name, seconds]]);

test("dead letters: an empty queue is ok, a filled one says how many and since when", () => {
  expect(judged(queuesDeadLetters, [queue])).toEqual({ state: "ok", saw: "1 queue, all empty" });
  expect(judged(queuesDeadLetters, [{ ...queue, dead: 1_200, deadSince: ago(90) }])).toEqual({
    state: "fail",
    saw: "cap-local-landing-dead: 1,200 messages",
    want: "every dead-letter queue empty",
    fix: "docs/runbooks/dead-letters.md",
    since: ago(90).toISOString(),
  });
});

test("dead letters: a queue that is gone fails, no queue at all is unknown", () => {
  expect(judged(queuesDeadLetters, [{ ...queue, dead: undefined }])).toMatchObject({
    state: "fail",
    saw: "cap-local-landing-dead does not exist",
  });
  expect(judged(queuesDeadLetters, []).state).toBe("unknown");
});

test("age: an empty queue has none; 300 s are ok, 301 s are not", () => {
  expect(judged(queuesAge, { queues: [queue], ages: new Map() })).toEqual({ state: "ok", saw: "nothing waits" });
  const waiting = [{ ...queue, waiting: 7 }];
  expect(judged(queuesAge, { queues: waiting, ages: aged(300) }).state).toBe("ok");
  expect(judged(queuesAge, { queues: waiting, ages: aged(301) })).toMatchObject({
    state: "fail",
    saw: "cap-local-landing: oldest waits 5 min, 7 messages",
    since: ago(301).toISOString(),
  });
});

test("age: messages whose age nobody tells are unknown, never zero", () => {
  expect(judged(queuesAge, { queues: [{ ...queue, waiting: 1 }], ages: new Map() })).toEqual({
    state: "unknown",
    because: "CloudWatch tells no message age of cap-local-landing (1 waiting)",
  });
  expect(judged(queuesAge, { queues: [{ ...queue, waiting: undefined }], ages: new Map() }).state).toBe("unknown");
});

test("redrive: it must lead to the queue's own dead-letter queue", () => {
  expect(judged(queuesRedrive, [queue]).state).toBe("ok");
  const { redriveTo: _, ...bare } = queue;
  expect(judged(queuesRedrive, [bare])).toMatchObject({ state: "fail", saw: "cap-local-landing -> nowhere" });
  expect(judged(queuesRedrive, [{ ...queue, redriveTo: "other" }])).toMatchObject({
    saw: "cap-local-landing -> other",
  });
});
