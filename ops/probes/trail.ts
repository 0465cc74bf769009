import { setTimeout as sleep } from "node:timers/promises";
import { CloudTrailClient, type Event, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import { z } from "zod";
import { awsFault } from "../../adapters/aws/fault.ts";
import type { Actor, Blind } from "../drift/finding.ts";
import { reasonOf } from "./inventory/attempt.ts";
import { type Look, openLook } from "./look.ts";
import { canHaveDone, type Doing } from "./trail-calls.ts";

/** What was done to a resource, and by whom is wanted. */
export interface Sought extends Doing {
  /** By what the caller knows it. */
  readonly key: string;
  /** Where it is: each Region has a history of its own. @default - that of the look. */
  readonly region?: string;
  /** What CloudTrail may call it, the likeliest first: all are asked for, one after the other (trail-names.ts). */
  readonly names: readonly string[];
  /**
   * What stands in the record of the call itself, where CloudTrail files many a change under one name: the rule's id among
   * the changes of its group. Counts where the record holds what was asked. @default - any call on the name.
   */
  readonly mentioned?: string;
}

/** Who did what last, as far as CloudTrail tells. */
export interface Doings {
  /** By {@link Sought.key}; absent: CloudTrail has no call that can have done it in its 90 days, or was not asked. */
  readonly by: ReadonlyMap<string, Actor>;
  /** Why some names have no answer; empty when all were asked. */
  readonly blind: readonly Blind[];
}

/** How much is asked. */
export interface TrailLimits {
  /** Calls in all. @default - 50: as many as there is time for. */
  readonly lookups?: number;
  /**
   * From the start of a call to the next, milliseconds. @default - 500: AWS answers two a second, of the whole account and
   * Region (CloudTrail API reference, LookupEvents); 0 on the emulated AWS.
   */
  readonly everyMs?: number;
  /** Longest time in all, milliseconds. @default - 25,000. */
  readonly limitMs?: number;
}

/** Pages of 50 events that are read of one name: a plan reads each resource dozens of times, and reading leaves events too. */
const pagesPerName = 3;

/**
 * The newest call that succeeded and can have done each of these, and who made it. CloudTrail is late by up to 15 minutes and
 * keeps 90 days. Never rejects: what is not told is unknown, and why stands in `blind`. Ask for the worst first: the limits
 * are those of all together.
 */
export async function whoDid(look: Look, sought: readonly Sought[], limits: TrailLimits = {}): Promise<Doings> {
  const by = new Map<string, Actor>();
  const faults = new Map<Look, { readonly because: string; unasked: number }>();
  const looks = new Map([[look.env.region, look]]);
  const lookIn = (region: string): Look => {
    const known = looks.get(region) ?? openLook({ ...look, env: { ...look.env, region } });
    looks.set(region, known);
    return known;
  };
  const ask = asker(look, limits);
  for (const one of sought) {
    const there = lookIn(isGlobal(one.type) ? globalRegion : (one.region ?? look.env.region));
    const fault = faults.get(there);
    // The other Region's history may be open to us.
    if (fault !== undefined) fault.unasked += 1;
    else {
      try {
        const actor = await newestOf(ask, there, one);
        if (actor !== undefined) by.set(one.key, actor);
      } catch (error) {
        faults.set(there, { because: reasonOf(error), unasked: 1 });
      }
    }
  }
  for (const one of looks.values()) if (one !== look) one.close();
  const blind = [...faults].map(([{ env }, { because, unasked }]) => ({
    what: `cloudtrail:LookupEvents in ${env.region}`,
    because: `${because}; ${unasked} of ${sought.length} questions without an answer`,
  }));
  return { by, blind };
}

/** Events of services without Regions are in this one's history (CloudTrail user guide, "global service events"). */
const globalRegion = "us-east-1";
const isGlobal = (type: string): boolean => /^aws_(iam|route53|cloudfront|budgets|ce)_/.test(type);

/** Of all its names: under the likeliest there may be an older call, or one on a neighbour that only names it. */
async function newestOf(ask: Ask, look: Look, sought: Sought): Promise<Actor | undefined> {
  let newest: Actor | undefined;
  for (const name of sought.names) {
    const actor = await newestChange(ask, look, name, sought);
    if (actor !== undefined && (newest === undefined || actor.at > newest.at)) newest = actor;
  }
  return newest;
}

type Ask = (
  look: Look,
  name: string,
  page: string | undefined,
) => Promise<{ events: readonly Event[]; next: string | undefined }>;

/** One call after the other, no faster than allowed, and no more than so many or for so long: then it throws. */
function asker({ endpoint }: Look, limits: TrailLimits): Ask {
  const { lookups = 50, everyMs = endpoint === undefined ? 500 : 0, limitMs = 25_000 } = limits;
  const until = performance.now() + limitMs;
  let left = lookups;
  let nextAt = 0;
  const once: Ask = async (look, name, page) => {
    if (left === 0) throw new Error(`${lookups} lookups are the limit`);
    if (Math.max(performance.now(), nextAt) > until) throw new Error(`${limitMs / 1000} s are the limit`);
    left -= 1;
    await sleep(Math.max(0, nextAt - performance.now()), undefined, signalOf(look));
    nextAt = performance.now() + everyMs;
    const answer = await look.client(CloudTrailClient).send(lookup(name, page));
    return { events: answer.Events ?? [], next: answer.NextToken };
  };
  const twice: Ask = async (look, name, page) => {
    try {
      return await once(look, name, page);
    } catch (error) {
      if (awsFault(error).kind !== "throttled") throw error;
      // Somebody else asks as well: leave them a turn.
      nextAt = performance.now() + 4 * everyMs;
      return await once(look, name, page);
    }
  };
  // Several things were done to one resource: its history is the same.
  const answers = new Map<string, ReturnType<Ask>>();
  return (look, name, page) => {
    const question = JSON.stringify([look.env.region, name, page]);
    const answer = answers.get(question) ?? twice(look, name, page);
    answers.set(question, answer);
    return answer;
  };
}

const signalOf = ({ signal }: Look) => (signal === undefined ? {} : { signal });

const lookup = (name: string, page: string | undefined): LookupEventsCommand =>
  new LookupEventsCommand({
    LookupAttributes: [{ AttributeKey: "ResourceName", AttributeValue: name }],
    MaxResults: 50,
    ...(page === undefined ? {} : { NextToken: page }),
  });

async function newestChange(ask: Ask, look: Look, name: string, sought: Sought): Promise<Actor | undefined> {
  let page: string | undefined;
  for (let read = 0; read < pagesPerName; read++) {
    const { events, next } = await ask(look, name, page);
    // Newest first.
    const actor = events.map((event) => actorOf(event, sought)).find((one) => one !== undefined);
    if (actor !== undefined || next === undefined) return actor;
    page = next;
  }
  return undefined;
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
const record = z.object({
  errorCode: z.string().optional(),
  requestParameters: z.unknown().optional(),
  responseElements: z.unknown().optional(),
  userIdentity: z
    .object({
      arn: z.string().optional(),
      invokedBy: z.string().optional(),
      principalId: z.string().optional(),
    })
    .optional(),
});

/** Who did it; undefined for what cannot have: a read, a call that was refused, one that changes something else. */
export function actorOf(
  { ReadOnly, EventName, EventSource = "", EventTime, Username, CloudTrailEvent = "{}" }: Event,
  sought: Doing & Pick<Sought, "mentioned">,
): Actor | undefined {
  if (ReadOnly === "true" || EventName === undefined || EventTime === undefined) return undefined;
  if (!canHaveDone({ source: EventSource, name: EventName }, sought)) return undefined;
  const told = record.safeParse(parsed(CloudTrailEvent)).data;
  if (told?.errorCode !== undefined || isAboutAnother(told, sought.mentioned)) return undefined;
  const { arn, invokedBy, principalId } = told?.userIdentity ?? {};
  const who = arn ?? invokedBy ?? Username ?? principalId ?? "unknown";
  return { who, at: EventTime.toISOString(), call: EventName };
}

/** The record tells what was asked, and the thing is not in it. */
const isAboutAnother = (told: z.infer<typeof record> | undefined, mentioned: string | undefined): boolean =>
  mentioned !== undefined &&
  told?.requestParameters != null &&
  !JSON.stringify([told.requestParameters, told.responseElements]).includes(JSON.stringify(mentioned).slice(1, -1));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
