import { expect, test } from "vitest";
import { decode, normalise } from "../../../services/events/index.ts";
import { type SampleOptions, sampleDay } from "../../../services/events/sample/index.ts";
import fc from "../../support/properties.ts";

function eventsOf(options: SampleOptions) {
  return [...sampleDay(options)].flatMap(({ bytes }) => {
    const decoded = decode(bytes);
    if ("deadLetter" in decoded) throw new Error(decoded.deadLetter);
    return decoded.events.map((raw) => {
      const outcome = normalise("cloudtrail", raw);
      if (!("keep" in outcome)) throw new Error(JSON.stringify(outcome));
      return outcome.keep;
    });
  });
}

test("the same seed gives the same bytes, another seed others", () => {
  const day = (seed: number) => [...sampleDay({ seed, events: 300 })].map(({ path, bytes }) => [path, bytes]);
  expect(day(7)).toEqual(day(7));
  expect(day(7)).not.toEqual(day(8));
});

test("exactly as many events as asked for, each with an id of its own and a path of its own", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 600 }), fc.nat(), (events, seed) => {
      const ids = eventsOf({ seed, events }).map((event) => event.metadata.uid);
      expect(ids).toHaveLength(events);
      expect(new Set(ids).size).toBe(events);
      const paths = [...sampleDay({ seed, events })].map(({ path }) => path);
      expect(new Set(paths).size).toBe(paths.length);
    }),
    { numRuns: 10 },
  );
});

test("a believable day: several people, regions and services, errors, an afternoon busier than the night", () => {
  const events = eventsOf({ seed: 7, events: 3_000 });
  const several = (of: (event: (typeof events)[number]) => unknown) => new Set(events.map(of)).size;
  expect(several((e) => e.actor.user?.uid)).toBeGreaterThan(8);
  expect(several((e) => e.cloud.region)).toBeGreaterThanOrEqual(3);
  expect(several((e) => e.api.service.name)).toBeGreaterThan(10);
  expect(events.filter((e) => e.status_id === 2).length).toBeGreaterThan(10);
  const at = (hour: number) => events.filter((e) => new Date(e.time).getUTCHours() === hour).length;
  expect(at(15)).toBeGreaterThan(2 * at(1));
});

test("the attack is told from the leaked key to the deleted trail", () => {
  const events = eventsOf({ seed: 7, events: 3_000 }).filter((e) => e.src_endpoint.ip === "198.51.100.66");
  const operations = events.toSorted((a, b) => a.time - b.time).map((e) => e.api.operation);
  expect(operations[0]).toBe("GetCallerIdentity");
  expect(operations.at(-1)).toBe("DeleteTrail");
  expect(operations).toEqual(expect.arrayContaining(["AttachUserPolicy", "CreateAccessKey", "GetSecretValue"]));
});

test("files lie where CloudTrail would put them, on the day asked for", () => {
  for (const { path } of sampleDay({ seed: 1, events: 50, day: "2025-11-03" })) {
    expect(path).toMatch(
      /^AWSLogs\/111122223333\/CloudTrail\/[a-z0-9-]+\/2025\/11\/03\/111122223333_CloudTrail_.*\.json\.gz$/,
    );
  }
});
