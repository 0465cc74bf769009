import { z } from "zod";

/** How to reach the bus: `sqlite:<path relative to the task's volume>`, `kafka://host:port,…` or `kafka+iam://host:port,…`. */
const busUrl = z.string().regex(/^(sqlite:|kafka(\+iam)?:\/\/).+/);
const queue = z.object({ name: z.string(), url: z.string(), deadLetterName: z.string(), deadLetterUrl: z.string() });

/** What the `durable` stack tells ops. */
export const durableManifest = z.object({
  commit: z.string(),
  buckets: z.record(z.string(), z.string()),
  tables: z.record(z.string(), z.string()),
  database: z.string(),
  workgroup: z.string(),
  keys: z.record(z.string(), z.string()),
  /** Name of the vault of backups. Absent where there are none. */
  vault: z.string().optional(),
  /** Name of the environment's own trail. Absent where it has none. */
  feed: z.string().optional(),
});
/** See {@link durableManifest}. */
export type DurableManifest = z.infer<typeof durableManifest>;

/** What the `runtime` stack tells ops. */
export const runtimeManifest = z.object({
  commit: z.string(),
  vpc: z.string(),
  cluster: z.string(),
  services: z.record(
    z.string(),
    z.object({
      targetGroup: z.string().optional(),
      /** Where its targets are after every second release that is promoted. */
      nextTargetGroup: z.string().optional(),
      /** ARN that Terraform deployed; a service that runs another was rolled back. Absent where a deploy tool decides. */
      taskDefinition: z.string().optional(),
    }),
  ),
  loadBalancer: z.object({ name: z.string(), arn: z.string(), dns: z.string() }),
  queues: z.record(z.string(), queue),
  functions: z.record(z.string(), z.string()),
  logGroups: z.record(z.string(), z.string()),
  alarmTopic: z.string(),
  dashboard: z.string(),
  bus: z.object({ kind: z.enum(["embedded", "msk", "kraft"]), url: busUrl, cluster: z.string().optional() }),
  apiTokenSecret: z.string(),
  /** Where commands say what they did (contracts/platform-events.ts); absent where nobody is told. */
  eventBus: z.string().optional(),
  /** What customers call: absent where there is none. The authoriser is no function that a schedule calls. */
  api: z.object({ url: z.url(), id: z.string(), authorizer: z.string() }).optional(),
});
/** See {@link runtimeManifest}. */
export type RuntimeManifest = z.infer<typeof runtimeManifest>;

/** Largest manifest that an SSM standard parameter holds, bytes. */
export const manifestLimitBytes = 4096;
