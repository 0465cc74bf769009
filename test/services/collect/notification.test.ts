import { expect, test } from "vitest";
import { goes, goObjects } from "../../../services/collect/candidate.ts";
import { parseNotification } from "../../../services/collect/notification.ts";
import fc from "../../support/properties.ts";

const encoded = (key: string): string => encodeURIComponent(key).replaceAll("%20", "+").replaceAll("%2F", "/");
const message = (key: string, eventName = "ObjectCreated:Put"): string =>
  JSON.stringify({
    Records: [{ eventName, s3: { bucket: { name: "b" }, object: { key: encoded(key), size: 7, eTag: '"abc"' } } }],
  });

const most = 64 * 1024 * 1024;

test("any key comes out as it went in", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (key) => {
      expect(parseNotification(message(key))).toEqual([{ key, etag: "abc", size: 7 }]);
    }),
  );
});

test("flow logs are left where they are", () => {
  expect(parseNotification(message("vpc-flow-logs/AWSLogs/123456789012/vpcflowlogs/x.log.gz"))).toEqual([]);
});

const account = "AWSLogs/123456789012";
const day = "eu-west-1/2026/11/28";

test.each(["cloudtrail/", "", "copied/from/elsewhere/"])(
  "of what a trail writes below %j, its events are taken",
  (prefix) => {
    const ofOne = `${prefix}${account}/CloudTrail/${day}/123456789012_CloudTrail_eu-west-1_20261128T0655Z_a1.json.gz`;
    const ofMany = ofOne.replace("AWSLogs/", "AWSLogs/o-a1b2c3d4e5/");
    for (const key of [ofOne, ofMany]) expect(parseNotification(message(key))).toEqual([{ key, etag: "abc", size: 7 }]);
  },
);

test.each([
  `${account}/CloudTrail-Digest/${day}/123456789012_CloudTrail-Digest_eu-west-1_feed_eu-west-1_20261128T065500Z.json.gz`,
  `AWSLogs/o-a1b2c3d4e5/123456789012/CloudTrail-Digest/${day}/x.json.gz`,
  `${account}/CloudTrail-Insight/${day}/123456789012_CloudTrail-Insight_eu-west-1_20261128T0655Z_a1.json.gz`,
  `${account}/CloudTrail/`,
  `${account}/`,
])("what a trail writes beside events is left where it is: %s", (key) => {
  expect(parseNotification(message(`cloudtrail/${key}`))).toEqual([]);
  expect(parseNotification(message(key))).toEqual([]);
});

test("S3's test message and removals speak of no object", () => {
  const test = { Service: "Amazon S3", Event: "s3:TestEvent", Bucket: "b", RequestId: "r", HostId: "h" };
  expect(parseNotification(JSON.stringify(test))).toEqual([]);
  expect(parseNotification(message("k", "ObjectRemoved:Delete"))).toEqual([]);
});

test.each([
  "",
  "not JSON",
  "{}",
  "[]",
  "null",
  '{"Records":[{"eventName":1}]}',
  message("k").replace('"k"', '"%E0%A4"'),
])("a poison message is none of ours: %s", (body) => {
  expect(parseNotification(body)).toBeUndefined();
});

test("an object without size and tag is collected all the same", () => {
  const body = JSON.stringify({ Records: [{ eventName: "ObjectCreated:Copy", s3: { object: { key: "a+b" } } }] });
  expect(parseNotification(body)).toEqual([{ key: "a b", etag: "", size: 0 }]);
});

test("compressed objects count as what they expand to", () => {
  const size = most / 100;
  const of = (name: string) => Array.from({ length: 30 }, (_, i) => ({ key: `${i}${name}`, etag: "", size }));
  expect([...goes(of(".json"), most)]).toHaveLength(1);
  expect([...goes(of(".json.gz"), most)].map((go) => go.length)).toEqual([6, 6, 6, 6, 6]);
});

test("goes keep the order, lose nothing and stay within the bounds", () => {
  const sizes = fc.array(fc.integer({ min: 0, max: most * 2 }), { maxLength: 400 });
  fc.assert(
    fc.property(sizes, (all) => {
      const candidates = all.map((size, i) => ({ key: String(i), etag: "", size }));
      const cut = [...goes(candidates, most)];
      expect(cut.flat()).toEqual(candidates);
      for (const go of cut) {
        const bytes = go.reduce((sum, c) => sum + c.size, 0);
        expect(go.length === 1 || (go.length <= goObjects && bytes <= most)).toBe(true);
      }
    }),
  );
});
