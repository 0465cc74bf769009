import { z } from "zod";
import { assertValid, type Fault } from "../../contracts/errors.ts";

const secretName = /TOKEN|SECRET|PASSWORD|CREDENTIAL/;

/** What every service is told, whatever it does. */
export const commonConfig = z.object({
  /** Name of the environment: `local`, `dev`, … */
  CAP_ENV: z.string().min(1),
  /** Address to listen on; each task has its own. @default - all addresses, as on Fargate. */
  TASK_ADDRESS: z.string().default("0.0.0.0"),
  /** Port of `/metrics` and `/healthz`; 0 takes a free one. @default - 9464. */
  METRICS_PORT: z.coerce.number().int().min(0).max(65_535).default(9464),
  /** Memory of the task, MiB: bounds of what is held at once follow from it (services/runtime/memory.ts). */
  MEMORY_MIB: z.coerce.number().int().min(256, "at least 256").default(512),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
});
/** See {@link commonConfig}. */
export type CommonConfig = z.infer<typeof commonConfig>;

/**
 * The configuration in environment variables, parsed. Variables that are empty count as absent. Throws one
 * OperatorError `CAP_INVALID` that lists every fault; the value of a variable whose name speaks of a secret is not shown.
 */
export function readConfig<T>(schema: z.ZodType<T>, env: Readonly<Record<string, string | undefined>>): T {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = schema.safeParse(present);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue): Fault => {
    const field = issue.path.join(".");
    const value = present[field];
    return { field, got: value !== undefined && secretName.test(field) ? "(hidden)" : value, want: issue.message };
  });
  assertValid("the service's environment", faults);
  throw parsed.error;
}
