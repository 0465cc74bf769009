import { z } from "zod";

/*
 * What Terraform writes to stdout under `-json`, one object per line:
 * https://developer.hashicorp.com/terraform/internals/machine-readable-ui
 * Types that are not listed (log, refresh, test) are of no interest here; new ones may come with any release.
 */

const resource = z.object({ addr: z.string(), resource_type: z.string() });
const hook = z.object({
  resource,
  action: z.string(),
  elapsed_seconds: z.number().optional(),
  /** Of what was created. */
  id_value: z.string().optional(),
});
const change = z.object({
  resource,
  action: z.string(),
  importing: z.object({ id: z.string().optional() }).optional(),
  /** Why Terraform does so: `tainted`, `cannot_update`, `requested`, … */
  reason: z.string().optional(),
});

const diagnostic = z.object({
  severity: z.enum(["error", "warning"]),
  summary: z.string(),
  detail: z.string().default(""),
  address: z.string().optional(),
});

const changes = z.object({
  add: z.number(),
  change: z.number(),
  remove: z.number(),
  import: z.number().default(0),
  operation: z.enum(["plan", "apply", "destroy"]),
});

const message = z.discriminatedUnion("type", [
  z.object({ type: z.literal("planned_change"), change }),
  z.object({ type: z.literal("resource_drift"), change }),
  z.object({ type: z.literal("refresh_complete"), hook: z.object({ resource }) }),
  z.object({ type: z.literal("change_summary"), changes }),
  z.object({ type: z.literal("apply_start"), hook }),
  z.object({ type: z.literal("apply_progress"), hook }),
  z.object({ type: z.literal("apply_complete"), hook }),
  z.object({ type: z.literal("apply_errored"), hook }),
  z.object({ type: z.literal("diagnostic"), diagnostic }),
  z.object({ type: z.literal("outputs"), outputs: z.record(z.string(), z.object({ action: z.string().optional() })) }),
]);

/** One line of Terraform's stream, of the types that matter to us. */
export type Message = z.infer<typeof message>;

/** What Terraform has to say about something that is wrong; `address` is that of the resource, where it is about one. */
export type Diagnostic = z.infer<typeof diagnostic>;

/** How many resources a plan changes, or an apply changed. */
export type ChangeCounts = Omit<z.infer<typeof changes>, "operation">;

/** The message in a line, or undefined when it is of no interest, or no message at all (the provider's own prints). */
export function parseMessage(line: string): Message | undefined {
  if (!line.startsWith("{")) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  const parsed = message.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

/** Everything of a finished stream that decides what happens next. */
export class Transcript {
  readonly errors: Diagnostic[] = [];
  /** Addresses whose operation failed. */
  readonly failed: string[] = [];
  /** Addresses that are being worked on. */
  readonly running = new Set<string>();
  /** Of the last summary; undefined when Terraform ended before it. */
  counts: ChangeCounts | undefined;

  add(m: Message): void {
    if (m.type === "diagnostic" && m.diagnostic.severity === "error") this.errors.push(m.diagnostic);
    if (m.type === "apply_start") this.running.add(m.hook.resource.addr);
    if (m.type === "apply_complete" || m.type === "apply_errored") this.running.delete(m.hook.resource.addr);
    if (m.type === "apply_errored") this.failed.push(m.hook.resource.addr);
    if (m.type === "change_summary") {
      const { operation: _, ...counts } = m.changes;
      this.counts = counts;
    }
  }
}
