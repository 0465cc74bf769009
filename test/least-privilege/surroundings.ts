import type { Asked, Needs } from "./needs.ts";
import type { Platform, Workload } from "./platform.ts";

/** What Lambda does in the role of a function, beside the function's own code. A task has its execution role for that. */
export function surroundings(platform: Platform, asked: Asked, { lambda }: Workload): Needs {
  if (lambda === undefined) return new Map();
  const {
    dead_letter_config: letters,
    tracing_config: tracing,
    logging_config: logging,
  } = lambda.has as {
    dead_letter_config: { target_arn: string };
    tracing_config: { mode: string };
    logging_config: { log_group: string };
  };
  const log = platform.plain(logging.log_group);
  return new Map([
    [`logs:CreateLogStream ${log}:*`, "each instance writes a stream of its own"],
    [`logs:PutLogEvents ${log}:*`, "what the function logs"],
    ...asked.withFollowing("sqs:SendMessage", platform.plain(letters.target_arn), "calls that failed for good"),
    ...(tracing.mode === "Active" ? traces : []),
  ]);
}

const traces: readonly [string, string][] = [
  ["xray:PutTraceSegments *", "sampled calls are traced, and X-Ray knows no resource"],
  ["xray:PutTelemetryRecords *", "the tracer tells X-Ray of itself"],
];
