import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Query } from "../../../adapters/query/port.ts";
import { QueryError } from "../../../adapters/query/port.ts";
import { buildApp } from "../../../services/control/app.ts";
import { StatsReader } from "../../../services/control/stats.ts";
import { normalise } from "../../../services/events/index.ts";
import { openSampleLake, type SampleLake, sampleEvents } from "./sample-lake.ts";

const token = "a-token-of-a-test";
const log = pino({ level: "silent" });
const raws = sampleEvents(600);
const events = raws.map(
  (raw) => (normalise("cloudtrail", raw) as { keep: { time: number; metadata: { uid: string } } }).keep,
);
let lake: SampleLake;
let app: FastifyInstance;

beforeAll(async () => {
  lake = await openSampleLake();
  await lake.add(raws);
  await lake.add(raws.slice(0, 5), "drop", "duplicate");
  await lake.add([Buffer.from("{}"), Buffer.from("[]")], "dead-letter", "no eventTime");
  app = await buildApp(
    { query: lake.query, stats: new StatsReader(lake.query, async () => 3, 0), freshMs: 0, token },
    log,
  );
});
afterAll(async () => {
  await app.close();
  await lake.close();
});

const ask = (url: string, authorization = `Bearer ${token}`) => app.inject({ url, headers: { authorization } });
interface Shown {
  readonly time: number;
  readonly status_id: number;
  readonly status_code?: string;
  readonly metadata: { readonly uid: string };
  readonly api: { readonly operation: string; readonly service: { readonly name: string }; readonly request?: object };
  readonly actor: { readonly user?: { readonly name?: string } };
  readonly src_endpoint: { readonly ip?: string };
  readonly cloud: { readonly region?: string };
  readonly unmapped?: object;
}
async function page(query: string): Promise<{ events: Shown[]; next?: string }> {
  const answer = await ask(`/v1/events?${query}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

test("events are OCSF, newest first, as they were normalised", async () => {
  const { events: shown } = await page("limit=1000");
  const order = events.toSorted((a, b) => b.time - a.time || (a.metadata.uid < b.metadata.uid ? 1 : -1));
  expect(shown).toEqual(JSON.parse(JSON.stringify(order)));
});

test("pages join without a gap or a repeat, while events arrive", async () => {
  const seen: string[] = [];
  let next: string | undefined;
  do {
    const got = await page(`limit=70${next === undefined ? "" : `&cursor=${next}`}`);
    seen.push(...got.events.map((event) => event.metadata.uid));
    next = got.next;
    if (seen.length === 70) {
      const record = JSON.parse(String(raws[0]));
      await lake.add([Buffer.from(JSON.stringify({ ...record, eventID: "late", eventTime: "2026-01-14T23:59:59Z" }))]);
    }
  } while (next !== undefined);
  expect(seen).toHaveLength(600);
  expect(new Set(seen)).toEqual(new Set(events.map((event) => event.metadata.uid)));
});

test.each<[string, (event: Shown) => boolean]>([
  ["service=s3", (e) => e.api.service.name === "s3.amazonaws.com"],
  ["service=iam.amazonaws.com", (e) => e.api.service.name === "iam.amazonaws.com"],
  ["operation=GetObject", (e) => e.api.operation === "GetObject"],
  ["principal=ci-deploy", (e) => e.actor.user?.name === "ci-deploy"],
  ["sourceIp=198.51.100.66", (e) => e.src_endpoint.ip === "198.51.100.66"],
  ["error=true", (e) => e.status_id === 2],
  ["error=AccessDenied", (e) => e.status_code === "AccessDenied"],
  ["region=us-east-1", (e) => e.cloud.region === "us-east-1"],
  ["from=2026-01-14T03:00:00Z&to=2026-01-14T05:00:00Z", (e) => new Date(e.time).getUTCHours() >>> 1 <= 2],
])("%s finds those and no others", async (query, wanted) => {
  const all = (await page("limit=1000")).events.filter(wanted).filter((e) => !query.startsWith("from") || inRange(e));
  const found = (await page(`limit=1000&${query}`)).events;
  expect(found.length).toBeGreaterThan(0);
  expect(found).toEqual(all);
});
const inRange = ({ time }: Shown) => time >= Date.UTC(2026, 0, 14, 3) && time < Date.UTC(2026, 0, 14, 5);

test("what looks like SQL is a value", async () => {
  expect((await page(`principal=${encodeURIComponent("' OR 1=1 --")}`)).events).toEqual([]);
});

test("all wrong parameters are named at once", async () => {
  const answer = await ask("/v1/events?from=yesterday&limit=5000&cursor=x&colour=red");
  expect(answer.statusCode).toBe(400);
  expect(answer.headers["content-type"]).toContain("application/problem+json");
  const fields = answer.json().faults.map((fault: { field: string }) => fault.field);
  expect(fields.toSorted()).toEqual(["colour", "cursor", "from", "limit"]);
});

test.each([
  ["no token", ""],
  ["another scheme", `Basic ${token}`],
  ["a wrong token", "Bearer wrong"],
])("%s is refused", async (_, authorization) => {
  for (const url of ["/v1/events", "/v1/stats", "/v1/arrivals"]) {
    const answer = await ask(url, authorization);
    expect([answer.statusCode, answer.headers["www-authenticate"]]).toEqual([401, 'Bearer realm="cap"']);
  }
});

test("the numbers add up", async () => {
  const stats = (await ask("/v1/stats")).json();
  expect(stats).toMatchObject({
    in: stats.kept + stats.dropped + stats.deadLettered,
    ...{ dropped: 5, deadLettered: 2, busLag: 3 },
    droppedBy: [{ name: "duplicate", count: 5 }],
    deadLetteredBy: [{ name: "no eventTime", count: 2 }],
  });
  expect(stats.kept).toBeGreaterThanOrEqual(600);
  const sum = (all: { kept: number; dropped: number; deadLettered: number }[]) =>
    all.reduce((total, { kept, dropped, deadLettered }) => total + kept + dropped + deadLettered, 0);
  expect(sum(stats.arrivals)).toBe(stats.in);
  expect(Date.parse(stats.lastArrival)).toBeGreaterThan(Date.now() - 60_000);
});

test("the last arrivals come first, with the event", async () => {
  await lake.add([Buffer.from(JSON.stringify({ ...JSON.parse(String(raws[1])), eventID: "newest" }))]);
  const { arrivals } = (await ask("/v1/arrivals?limit=3")).json();
  expect(arrivals).toHaveLength(3);
  expect(arrivals[0].event.metadata.uid).toBe("newest");
});

test("health needs no token; an unknown address is a problem", async () => {
  expect((await ask("/healthz", "")).statusCode).toBe(200);
  expect((await ask("/v2")).json()).toMatchObject({ status: 404, title: "No such address" });
});

test("the documentation lists every parameter and names no absolute address", async () => {
  const document = (await ask("/docs/json", "")).json();
  expect(document.openapi).toBe("3.1.0");
  expect(document.servers[0].url).toBe("..");
  const names = document.paths["/v1/events"].get.parameters.map((p: { name: string }) => p.name);
  expect(names).toEqual(expect.arrayContaining(["from", "to", "principal", "sourceIp", "cursor", "limit"]));
  expect((await ask("/docs", "")).headers["location"]).toBe("docs/");
  expect((await ask("/docs/", "")).body).toContain("./static/swagger-ui.css");
});

test.each([
  ["timeout", 504],
  ["unavailable", 503],
] as const)("a lake that answers %s is %i", async (code, status) => {
  const query: Query = {
    run: async () => {
      throw new QueryError(code, "no", "now");
    },
    files: async () => [],
    close: async () => undefined,
  };
  const away = await buildApp({ query, stats: new StatsReader(query, async () => 0, 0), freshMs: 0, token }, log);
  const answer = await away.inject({ url: "/v1/events", headers: { authorization: `Bearer ${token}` } });
  expect(answer.statusCode).toBe(status);
  await away.close();
});

test("a bus that cannot be asked is unknown, not zero", async () => {
  const away = async (): Promise<number> => {
    throw new Error("away");
  };
  const stats = new StatsReader(lake.query, away, 0);
  expect((await stats.read()).busLag).toBeNull();
});
