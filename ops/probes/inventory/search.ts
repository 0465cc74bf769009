import type { Blind, Coverage } from "../../drift/finding.ts";
import { type Slots, slots } from "../../process/slots.ts";
import { again } from "../../report/again.ts";
import { type Look, openLook } from "../look.ts";
import { hasRuntime } from "../site-runtime.ts";
import { taggedArns } from "../tags.ts";
import { type Attempt, attempt } from "./attempt.ts";
import type { Found } from "./found.ts";
import { enumerators } from "./index.ts";
import { type Known, knownIn, regionsOf } from "./known.ts";
import { ourNames, oursOf, siteOf } from "./ours.ts";

/** What AWS has beside the states. */
export interface Inventory {
  /** In the order of {@link enumerators}, the environment's Region first. */
  readonly unmanaged: readonly Found[];
  /** What could not be looked at: nothing is known of its types then. */
  readonly blind: readonly Blind[];
  readonly coverage: Coverage;
}

const limitMs = 30_000;
/** Nobody waits for a single listing, and a search that gives up early is worth nothing. */
const patient = { requestTimeoutMs: 15_000, maxAttempts: 4 };
/** Questions that are asked at the same time: AWS throttles an account, not a caller. */
const atOnce = 4;

/**
 * Searches the Regions of the known, and what AWS has beside Regions, for what is ours and in no state. Never rejects:
 * what AWS refuses, or does not answer in time, is told as not looked at.
 *
 * @param known what the states have; whatever is missing here is found as unmanaged
 * @param signal ends the search: what has not answered is then not looked at
 */
export async function takeInventory(look: Look, known: Known, signal?: AbortSignal): Promise<Inventory> {
  const ended = new AbortController();
  const signals = [ended.signal, look.signal, signal].filter((one) => one !== undefined);
  const home = look.env.region;
  const regions = [home, ...regionsOf(known).filter((region) => region !== home)];
  const looks = regions.map((region) => {
    const env = { ...look.env, region };
    return openLook({ ...look, env, limits: patient, signal: AbortSignal.any(signals) });
  });
  try {
    const { answers, blind, notAnswered } = await search(looks, known, home);
    return { unmanaged: answers, blind, coverage: coverageOf(known, notAnswered) };
  } finally {
    // Listings that came too late end with their page.
    ended.abort();
    for (const one of looks) one.close();
  }
}

interface Answers<T> {
  readonly answers: readonly T[];
  readonly blind: readonly Blind[];
}

interface Searched extends Answers<Found> {
  /** Types of the enumerators that have no answer. */
  readonly notAnswered: readonly string[];
}

async function search(looks: readonly Look[], known: Known, home: string): Promise<Searched> {
  const slot = slots(atOnce);
  const site = await freeSite(looks, known);
  const mine = looks[0] === undefined ? [] : ourNames(looks[0].env, known, site.answers[0]);
  // A bucket is listed at home, and its tags in its own Region: the index is one, from all of them.
  const indices = await Promise.all(
    looks.map(async (look) => {
      const ask = (asked: Look) => taggedArns(asked, mine);
      return toldOf(look, home, await slot(() => attempt(look, { calls: ["tag:GetResources"], limitMs, ask })));
    }),
  );
  // Without the index of tags names and places still tell most of what is ours.
  const tagged = new Map(indices.flatMap(({ answers }) => answers.flatMap((one) => [...one])));
  const told = await Promise.all(looks.map((look) => inRegion({ look, home, known, tagged, mine, slot })));
  const blind = [site, ...indices, ...told].flatMap((one) => one.blind);
  // Enumerators that share a listing fail for one reason: told once.
  const once = new Map(blind.map((b) => [`${b.what} ${b.because}`, b]));
  return {
    answers: told.flatMap(({ answers }) => answers),
    blind: [...once.values()],
    notAnswered: told.flatMap((one) => one.notAnswered),
  };
}

interface Search {
  readonly look: Look;
  /** The environment's Region. */
  readonly home: string;
  readonly known: Known;
  readonly tagged: ReadonlyMap<string, string>;
  readonly mine: readonly string[];
  readonly slot: Slots;
}

async function inRegion({ look, home, known, tagged, mine, slot }: Search): Promise<Searched> {
  const { env } = look;
  const elsewhere = env.region !== home;
  const ours = oursOf(env, elsewhere ? knownIn(known, env.region) : known, tagged, mine);
  const asked = enumerators.filter(({ everywhere }) => !elsewhere || everywhere !== true);
  const attempts = await Promise.all(
    asked.map(({ calls, unmanaged }) =>
      slot(() => attempt(look, { calls, limitMs, ask: (there) => unmanaged(there, ours) })),
    ),
  );
  const told = attempts.map((one) => toldOf(look, home, one));
  const found = told.flatMap(({ answers }) => answers.flat());
  const placed = ({ ours: why, ...what }: Found): Found => ({
    ...what,
    ours: `${why}, in ${env.region}`,
    region: env.region,
  });
  return {
    answers: elsewhere ? found.map(placed) : found,
    blind: told.flatMap(({ blind }) => blind),
    notAnswered: asked.flatMap(({ types }, i) => (told[i]?.blind.length === 0 ? [] : types)),
  };
}

/** Another Region's refusals say where. */
function toldOf<T>({ env: { region } }: Look, home: string, one: Attempt<T>): Answers<T> {
  if ("answer" in one) return { answers: [one.answer], blind: [] };
  const { what, because } = one.blind;
  return { answers: [], blind: [{ what: region === home ? what : `${what} in ${region}`, because }] };
}

/**
 * Name of the recovery site while nothing but the known is made under it. Once runtime is built there, what that made is
 * in a state of its own, and only a look at the site itself can tell whose the rest is.
 */
async function freeSite(looks: readonly Look[], known: Known): Promise<Answers<string>> {
  const site = looks[0] === undefined ? undefined : siteOf(looks[0].env, known);
  const there = looks.find((look) => look.env.region === site?.region);
  if (site === undefined || there === undefined) return { answers: [], blind: [] };
  const ask = (asked: Look) => hasRuntime({ ...asked, env: site });
  const what = `unmanaged resources of ${site.name}`;
  const one = await attempt(there, { calls: ["ssm:GetParameter"], limitMs, ask });
  if ("blind" in one) return { answers: [], blind: [{ what, because: one.blind.because }] };
  if (!one.answer) return { answers: [site.name], blind: [] };
  return {
    answers: [],
    blind: [{ what, because: `runtime is built there; what tells: ${again("drift", { env: site })}` }],
  };
}

/**
 * Which types of the environment are also searched for what no state has.
 *
 * @param notAnswered types whose search has no answer
 */
export function coverageOf(known: Known, notAnswered: readonly string[]): Coverage {
  const searched = new Set(enumerators.flatMap(({ types }) => types));
  const types = [...new Set(known.resources.map(({ type }) => type))].sort();
  return {
    enumerated: types.filter((type) => searched.has(type) && !notAnswered.includes(type)),
    notAnswered: types.filter((type) => notAnswered.includes(type)),
    notEnumerated: types.filter((type) => !searched.has(type)),
  };
}
