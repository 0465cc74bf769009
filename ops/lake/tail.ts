import { join } from "node:path";
import pc from "picocolors";
import { openBus } from "../../adapters/bus/open.ts";
import type { StoredRecord } from "../../adapters/bus/port.ts";
import { OperatorError } from "../../contracts/errors.ts";
import { envelopeFromHeaders } from "../../contracts/events.ts";
import { topics } from "../../contracts/topics.ts";
import type { Environment } from "../../environments/environment.ts";
import type { Output } from "../command.ts";
import { emulatedEndpoint } from "../endpoint.ts";
import { wholeNumber } from "../flags.ts";
import { environmentHome } from "../home.ts";
import { openLook } from "../probes/look.ts";
import { runtime } from "../probes/manifest.ts";
import { again } from "../report/again.ts";

/** What to follow and how. */
export interface Follow {
  readonly env: Environment;
  readonly from: unknown;
  readonly lines: unknown;
  readonly out: Output;
  readonly signal: AbortSignal;
}

/** Shows events of the bus until so many were shown or the signal comes. */
export async function followBus({ env, from, lines, out, signal }: Follow): Promise<void> {
  if (from !== "latest" && from !== "earliest")
    throw new OperatorError("CAP_BAD_FLAG", `--from is "${String(from)}"; want latest or earliest`, [
      again("tail", { env }, "--from earliest"),
    ]);
  let left = lines === undefined ? Number.POSITIVE_INFINITY : wholeNumber("--lines", lines, { min: 1, max: 1_000_000 });
  const baseDir = join(environmentHome(env), "volumes");
  const bus = await openBus(await busUrl(env), { baseDir });
  // A group of its own for each follower: everybody sees everything. Nothing is committed, so it leaves no trace.
  const consumer = await bus.consumer({ topic: topics.securityEvents, group: `tail-${process.pid}`, from });
  if (from === "latest") out.note(pc.dim("waiting for events; Ctrl-C ends"));
  try {
    while (left > 0 && !signal.aborted) {
      for (const batch of await consumer.poll({ maxRecords: Math.min(left, 500), waitMs: 500 }))
        for (const record of batch.records) {
          if (left <= 0) break;
          out.result(document(batch.partition, record), () => line(record));
          left -= 1;
        }
    }
  } finally {
    await consumer.close();
    await bus.close();
  }
}

/** The bus's address, from the manifest of the running environment. */
async function busUrl(env: Environment): Promise<string> {
  const look = openLook({ env, home: environmentHome(env), endpoint: await emulatedEndpoint(env) });
  try {
    return (await runtime(look)).bus.url;
  } finally {
    look.close();
  }
}

const parsed = (record: StoredRecord): unknown => {
  const text = Buffer.from(record.value).toString("utf8");
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const document = (partition: number, record: StoredRecord): unknown => ({
  partition,
  offset: record.offset,
  envelope: envelopeFromHeaders(record.headers),
  event: parsed(record),
});

function line(record: StoredRecord): string {
  const reason = envelopeFromHeaders(record.headers)?.deadLetter;
  if (reason !== undefined) return `${pc.red("dead letter")}  ${reason}`;
  const event = (parsed(record) ?? {}) as Record<string, unknown>;
  const who = event["userIdentity"] as
    | { arn?: string; userName?: string; invokedBy?: string; type?: string }
    | undefined;
  const service = String(event["eventSource"] ?? "?").replace(".amazonaws.com", "");
  const fault = event["errorCode"] === undefined ? "" : pc.red(`  ${String(event["errorCode"])}`);
  return [
    pc.dim(String(event["eventTime"] ?? "?")),
    pc.dim(record.key),
    pc.bold(`${service}:${String(event["eventName"] ?? "?")}`),
    `${nameOf(who?.arn, record.key) ?? who?.userName ?? who?.invokedBy ?? who?.type ?? "?"}${fault}`,
  ].join("  ");
}

/** An ARN without what the line says already: the account of a principal of the same account. */
function nameOf(arn: string | undefined, key: string): string | undefined {
  const own = /^arn:[^:]*:(?:iam|sts)::(\d+):(.+)$/.exec(arn ?? "");
  return own?.[1] !== undefined && key.startsWith(`${own[1]}/`) ? own[2] : arn;
}
