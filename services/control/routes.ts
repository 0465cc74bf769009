import type { FastifyInstance } from "fastify";
import type { Query } from "../../adapters/query/port.ts";
import { arrivalParameters, arrivalsOf } from "./arrivals.ts";
import { bearer } from "./auth.ts";
import { readEvents } from "./events.ts";
import { eventParameters } from "./filters.ts";
import { checked, documented } from "./parameters.ts";
import { problemSchema } from "./problem.ts";
import type { StatsReader } from "./stats.ts";

/** What the routes answer from. */
export interface RouteParts {
  readonly query: Query;
  readonly stats: StatsReader;
  /** So long an answer may be told again to whoever asks what came in last, milliseconds. */
  readonly freshMs: number;
  /** What callers have to send. */
  readonly token: string;
}

const anyObject = { type: "object", additionalProperties: true } as const;
const problems = (...codes: readonly number[]): object =>
  Object.fromEntries(codes.map((code) => [code, { ...problemSchema, description: problemTitles[code] }]));
const problemTitles: Readonly<Record<number, string>> = {
  400: "A parameter is wrong",
  401: "No token, or a wrong one",
  503: "The lake cannot be read now",
  504: "Reading took too long",
};

const described = (summary: string, parameters: object | undefined, answer: object): object => ({
  summary,
  security: [{ token: [] }],
  ...(parameters === undefined ? {} : { querystring: parameters }),
  response: { 200: answer, ...problems(400, 401, 503, 504) },
});

/** Everything under `/v1`. */
export async function addRoutes(app: FastifyInstance, { query, stats, token, freshMs }: RouteParts): Promise<void> {
  app.addHook("onRequest", bearer(token));
  const page = {
    ...{ description: "A page of events, newest first", type: "object" },
    properties: { events: { type: "array", items: anyObject }, next: { type: "string" } },
  };
  app.get(
    "/v1/events",
    { schema: described("Search kept events", documented(eventParameters), page) },
    async (request) => readEvents(query, checked(eventParameters, request.query)),
  );
  const latest = arrivalsOf(query, freshMs);
  const arrivals = {
    ...{ description: "The events that came in last", type: "object" },
    properties: { arrivals: { type: "array", items: anyObject } },
  };
  app.get(
    "/v1/arrivals",
    { schema: described("Events in order of arrival, newest first", documented(arrivalParameters), arrivals) },
    async (request) => ({ arrivals: await latest(checked(arrivalParameters, request.query).limit) }),
  );
  app.get(
    "/v1/stats",
    {
      schema: described("How many events, how they ended, and from whom", undefined, {
        ...anyObject,
        description: "Numbers",
      }),
    },
    async () => stats.read(),
  );
}
