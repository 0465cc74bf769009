import { z } from "zod";
import { fromCursor, type Position } from "./cursor.ts";

const isoTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;
const time = z
  .string()
  .refine((text) => isoTime.test(text) && !Number.isNaN(Date.parse(text)), "ISO 8601 with a zone, or a date");
const text = z.string().min(1, "not empty").max(500, "at most 500 characters");

/** Parameters of `GET /v1/events`, as they stand in the URL. */
export const eventParameters = z.strictObject({
  from: time.optional().describe("Earliest event time, ISO 8601; included"),
  to: time.optional().describe("Latest event time, ISO 8601; not included"),
  service: text.optional().describe("`s3` or `s3.amazonaws.com`"),
  operation: text.optional().describe("`GetObject`"),
  principal: text.optional().describe("User, role or session name, ARN, or access key id"),
  sourceIp: text.optional().describe("IP address; or the domain of the AWS service that called"),
  error: text.optional().describe("`true` for failed calls, `false` for the others, or an error code"),
  region: text.optional().describe("`eu-west-1`"),
  cursor: z
    .string()
    .refine((cursor) => fromCursor(cursor) !== undefined, "a `next` of an earlier answer")
    .optional()
    .describe("`next` of the page before; keep the other parameters as they were"),
  limit: z.coerce
    .number("a whole number from 1 to 1000")
    .int("a whole number from 1 to 1000")
    .min(1, "at least 1")
    .max(1000, "at most 1000")
    .default(100)
    .describe("Most events of a page"),
});
/** See {@link eventParameters}. */
export type EventParameters = z.infer<typeof eventParameters>;

/** A condition of SQL and the values it binds. */
export interface Condition {
  readonly sql: string;
  readonly params: readonly (string | number)[];
}

/** What the parameters ask of an event. Values are bound, never written into the text. */
export function conditionOf(asked: EventParameters): Condition {
  const params: (string | number)[] = [];
  const bind = (value: string | number): string => `$${params.push(value)}`;
  const clauses = Object.entries(clausesOf).flatMap(([name, clause]) => {
    const value = asked[name as keyof typeof clausesOf];
    return value === undefined ? [] : [clause(value, bind)];
  });
  return { sql: clauses.length === 0 ? "true" : clauses.join(" AND "), params };
}

type Bind = (value: string | number) => string;
type Filter = Exclude<keyof EventParameters, "limit">;

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10).replaceAll("-", "");

/** The day narrows the search to the files of some days, before any of them is opened. */
const since = (iso: string, bind: Bind): string =>
  `time >= ${bind(Date.parse(iso))} AND eventDay >= ${bind(dayOf(Date.parse(iso)))}`;
const until = (iso: string, bind: Bind): string =>
  `time < ${bind(Date.parse(iso))} AND eventDay <= ${bind(dayOf(Date.parse(iso)))}`;

const clausesOf: Readonly<Record<Filter, (value: string, bind: Bind) => string>> = {
  from: since,
  to: until,
  service: (value, bind) => `api.service.name IN (${bind(value)}, ${bind(`${value}.amazonaws.com`)})`,
  operation: (value, bind) => `api.operation = ${bind(value)}`,
  principal: (value, bind) =>
    `${bind(value)} IN (actor.user.name, actor.user.uid, actor.session.uid, actor.user.credential_uid)`,
  sourceIp: (value, bind) => `${bind(value)} IN (src_endpoint.ip, src_endpoint.domain)`,
  error: (value, bind) => {
    if (value === "true") return "status_id = 2";
    return value === "false" ? "status_id = 1" : `status_code = ${bind(value)}`;
  },
  region: (value, bind) => `cloud.region = ${bind(value)}`,
  cursor: (value, bind) => after(fromCursor(value), bind),
};

/** Everything older than the page before: events that arrive meanwhile move nothing. */
function after(position: Position | undefined, bind: Bind): string {
  if (position === undefined) return "true";
  const at = bind(position.time);
  return `(time < ${at} OR (time = ${at} AND metadata_uid < ${bind(position.uid)}))`;
}
