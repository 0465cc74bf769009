import { z } from "zod";

const id = z.string().min(1);
/** ISO 8601 in UTC: sorts as text. */
const at = z.iso.datetime();
/** Second since 1970 after which DynamoDB deletes the item. */
const expires = z.int().positive();
/** 1 informational to 6 fatal, as OCSF counts. */
const severity = z.int().min(1).max(6);

/** Value of a key of API Gateway. Source: API Gateway API reference, "CreateApiKey". */
export const usageKey = z.string().min(20).max(128);

/**
 * What lies in the tables of the control plane (contracts/tables.ts), by table: flat items of strings, finite numbers
 * and booleans. An optional attribute that an index is keyed by keeps the item out of that index while it is absent.
 */
export const items = {
  customers: z.object({
    customer_id: id,
    name: z.string().min(1),
    /** Key of `api.plans` of the environment. */
    plan: id,
    /** API Gateway's id of the customer's own key: a member of the usage plan of `plan`, and of no other. */
    api_key_id: id.optional(),
    /**
     * Value of that key, which calls count against. It opens nothing: the API takes keys from its authoriser alone.
     * Absent: calls count against the first key of the plan, whose quota is then shared. A key that is in no usage plan
     * makes API Gateway refuse every call (403), so it is put into one before it is written here.
     */
    usage_key: usageKey.optional(),
    /** AWS accounts whose events are the customer's, separated by commas. */
    accounts: z.string(),
    created_at: at,
  }),
  alerts: z.object({
    customer_id: id,
    /** Made of rule, group and first event: the same finding has the same id, however often it is found. */
    alert_id: id,
    rule_id: id,
    status: z.enum(["open", "acknowledged", "closed"]),
    severity_id: severity,
    title: z.string().min(1),
    /** OCSF metadata.uid of the event that raised it. */
    event_uid: id,
    /** Set when the alert became part of an incident. */
    incident_id: id.optional(),
    raised_at: at,
    /** Set when it is closed. */
    expires_at: expires.optional(),
  }),
  incidents: z.object({
    customer_id: id,
    incident_id: id,
    status: z.enum(["open", "contained", "closed"]),
    severity_id: severity,
    title: z.string().min(1),
    /** `user_id` of whoever has taken it. */
    owner: id.optional(),
    opened_at: at,
    closed_at: at.optional(),
  }),
  agents: z.object({
    customer_id: id,
    agent_id: id,
    state: z.enum(["active", "silent", "retired"]),
    version: z.string().min(1),
    last_seen_at: at,
  }),
  users: z.object({
    customer_id: id,
    user_id: id,
    /** In lower case: two spellings are one person. */
    email: z.string().regex(/^[^A-Z\s]+@[^A-Z\s]+$/),
    role: z.enum(["viewer", "analyst", "administrator"]),
    created_at: at,
  }),
  rules: z.object({
    rule_id: id,
    /** Values that the rule groups by, joined. */
    group: id,
    count: z.int().nonnegative(),
    window_from: at,
    expires_at: expires,
  }),
  ledgers: z.object({
    ledger_id: id,
    /** Number of the last entry, from 1. */
    sequence: z.int().positive(),
    /** SHA-256 of the last entry, hex. */
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    appended_at: at,
  }),
  releases: z.object({
    environment: id,
    released_at: at,
    commit: z.string().regex(/^[0-9a-f]{7,40}$/),
    outcome: z.enum(["released", "rolled-back", "refused"]),
    /** Role session that acted. */
    by: id,
  }),
} as const;

/** An item of one table: `Item<"alerts">`. */
export type Item<Table extends keyof typeof items> = z.infer<(typeof items)[Table]>;
