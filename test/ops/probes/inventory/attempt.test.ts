import { describe, expect, test } from "vitest";
import { local } from "../../../../environments/local.ts";
import { attempt, reasonOf } from "../../../../ops/probes/inventory/attempt.ts";
import { type Look, openLook } from "../../../../ops/probes/look.ts";

const look = openLook({ env: local, home: "/nowhere", endpoint: "http://127.0.0.1:9" });
const calls = ["sqs:ListQueues"];
const fault = (name: string, status = 400) =>
  Object.assign(new Error("not\n  now"), { name, $metadata: { httpStatusCode: status } });
const question = <T>(ask: (look: Look) => Promise<T>, limitMs = 5_000) => ({ calls, limitMs, ask });

test("an answer is an answer", async () => {
  expect(
    await attempt(
      look,
      question(async () => 1),
    ),
  ).toEqual({ answer: 1 });
});

test("a fault is told with the call and AWS's words in one line", async () => {
  const denied = await attempt(
    look,
    question(() => Promise.reject(fault("AccessDenied", 403))),
  );
  expect(denied).toEqual({ blind: { what: "sqs:ListQueues", because: "access denied: AccessDenied: not now" } });
});

test("whoever does not answer in time is told so", async () => {
  const never = await attempt(
    look,
    question(() => new Promise<never>(() => {}), 20),
  );
  expect(never).toEqual({ blind: { what: "sqs:ListQueues", because: "no answer within 0.02 s" } });
});

test("an interrupted look is told as one, not as late", async () => {
  const stop = new AbortController();
  const asked = attempt(
    { ...look, signal: stop.signal },
    question(() => new Promise<never>(() => {})),
  );
  stop.abort();
  expect(await asked).toMatchObject({ blind: { because: "the look was interrupted" } });
});

describe("while AWS asks for fewer calls", () => {
  test("it is asked again, by a look whose probes remember nothing", async () => {
    const asked: Look[] = [];
    const answer = await attempt(
      look,
      question(async (one) => {
        asked.push(one);
        if (asked.length === 1) throw fault("ThrottlingException");
        return "at last";
      }),
    );
    expect(answer).toEqual({ answer: "at last" });
    expect(asked).toHaveLength(2);
    expect(asked[1]).not.toBe(asked[0]);
  });

  test("other faults are not asked again", async () => {
    let asked = 0;
    await attempt(
      look,
      question(async () => {
        asked++;
        throw fault("ValidationError");
      }),
    );
    expect(asked).toBe(1);
  });
});

test.each([
  [fault("AccessDenied", 403), "access denied: AccessDenied: not now"],
  [fault("ThrottlingException"), "throttled: ThrottlingException: not now"],
  [fault("InternalFailure", 500), "InternalFailure: not now"],
  [new Error("the look was interrupted"), "the look was interrupted"],
])("%s", (error, said) => {
  expect(reasonOf(error)).toBe(said);
});
