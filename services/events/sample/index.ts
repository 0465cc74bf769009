import { gzipSync } from "node:zlib";
import type { JsonObject } from "../../../contracts/ocsf/json.ts";
import { account, type Principal, principalsOf } from "./principals.ts";
import { Random } from "./random.ts";
import { type Moment, recordOf } from "./record.ts";
import { attackStory } from "./story.ts";

/** What day to make. */
export interface SampleOptions {
  /** Whole number; the same seed gives the same bytes. */
  readonly seed: number;
  /** Records in all, the attack's among them. With fewer than the attack has, only its first steps are there. */
  readonly events: number;
  /** `YYYY-MM-DD`, UTC. @default - 2026-01-14, a Wednesday. */
  readonly day?: string;
}

/** A file as CloudTrail would deliver it. */
export interface SampleFile {
  /** Key under the trail's bucket: `AWSLogs/<account>/CloudTrail/<region>/YYYY/MM/DD/<name>.json.gz`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

const slotMinutes = 15;
const slotMs = slotMinutes * 60_000;
const slots = (24 * 60) / slotMinutes;
const recordsPerFile = 2_000;

/**
 * A believable day of one account: people at office hours, machines around the clock, services that call by themselves,
 * errors now and then, and one attack at night. Made slot by slot, so that a large day takes no more memory than a slot.
 */
export function* sampleDay(options: SampleOptions): Generator<SampleFile> {
  const { seed, events, day = "2026-01-14" } = options;
  const random = new Random(seed);
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const principals = principalsOf(day);
  const story = attackStory(midnight).slice(0, events);
  const routine = events - story.length;
  let made = 0;
  for (let slot = 0; slot < slots; slot += 1) {
    const begin = midnight + slot * slotMs;
    const moments = story.filter(({ time }) => time >= begin && time < begin + slotMs);
    const before = Math.round(routine * shareBefore(slot));
    const count = Math.round(routine * shareBefore(slot + 1)) - before;
    for (let i = 0; i < count; i += 1) moments.push(routineMoment(principals, begin, random));
    moments.sort((a, b) => a.time - b.time);
    yield* filesOf(moments, begin, made, random);
    made += moments.length;
  }
}

/** How busy people are at an hour of the day, 0 to 1: two humps around lunch. */
const office = (hour: number): number =>
  Math.min(1, Math.exp(-((hour - 10) ** 2) / 4) + Math.exp(-((hour - 15) ** 2) / 5));

const loadAt = (slot: number): number => 0.35 + 0.65 * office(((slot + 0.5) * slotMinutes) / 60);

/** Sum of the load of all slots before this one. */
const loadBefore = (slot: number): number =>
  Array.from({ length: slot }, (_, i) => loadAt(i)).reduce((a, b) => a + b, 0);
const wholeLoad = loadBefore(slots);

/** Share of the day's calls before a slot: 0 before the first, 1 after the last. */
const shareBefore = (slot: number): number => loadBefore(slot) / wholeLoad;

function routineMoment(principals: readonly [Principal, ...Principal[]], begin: number, random: Random): Moment {
  const presence = office(new Date(begin).getUTCHours());
  const [first, ...others] = principals;
  const now = (p: Principal): Principal => (p.hours === "office" ? { ...p, weight: p.weight * presence } : p);
  const { identity, from, userAgent, regions, calls } = random.weighted([now(first), ...others.map(now)]);
  const { service, operation, readOnly, parameters, answer, fails } = random.weighted(calls);
  const failed = fails !== undefined && random.next() < fails.rate;
  return {
    ...{ time: begin + random.below(slotMs), identity, from, userAgent, service, operation, readOnly },
    region: service === "iam" ? "us-east-1" : random.pick(regions),
    parameters: parameters(random),
    ...(answer === undefined ? {} : { answer: answer(random) }),
    ...(failed ? { error: { code: fails.code, message: fails.message } } : {}),
  };
}

function* filesOf(moments: readonly Moment[], begin: number, first: number, random: Random): Generator<SampleFile> {
  const byRegion = new Map<string, JsonObject[]>();
  for (const [i, moment] of moments.entries()) {
    const records = byRegion.get(moment.region) ?? [];
    byRegion.set(moment.region, records);
    records.push(recordOf(moment, first + i, random));
  }
  for (const [region, records] of [...byRegion].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (let at = 0; at < records.length; at += recordsPerFile) {
      const Records = records.slice(at, at + recordsPerFile);
      yield { path: pathOf(region, begin, random), bytes: gzipSync(JSON.stringify({ Records })) };
    }
  }
}

/** CloudTrail names a file by the time of its delivery, a few minutes after what is in it. */
function pathOf(region: string, begin: number, random: Random): string {
  const folder = new Date(begin).toISOString().slice(0, 10).replaceAll("-", "/");
  const stamp = new Date(begin + slotMs).toISOString().slice(0, 16).replaceAll(/[-:]/g, "");
  const name = `${account}_CloudTrail_${region}_${stamp}Z_${random.code(16)}.json.gz`;
  return `AWSLogs/${account}/CloudTrail/${region}/${folder}/${name}`;
}
