import { openLake } from "../../../adapters/query/open.ts";
import { OperatorError } from "../../../contracts/errors.ts";
import { outcomesOfSourcesSql } from "../../../contracts/lake.ts";
import type { Environment } from "../../../environments/environment.ts";
import { lakeBuckets, lakeUrl } from "../../lake/query.ts";
import { again } from "../../report/again.ts";

/** How the events of one run ended; `in` = kept + dropped + deadLettered. */
export interface EventCounts {
  readonly in: number;
  readonly kept: number;
  readonly dropped: number;
  readonly deadLettered: number;
}

/** Nothing was brought in by this run. */
export const noEvents: EventCounts = { in: 0, kept: 0, dropped: 0, deadLettered: 0 };

/**
 * How the events of the objects under a prefix ended, by what the lake holds, held against `records`, which collect
 * counted. An OperatorError when they do not agree: an event that nobody accounts for is never passed over.
 */
export async function countOutcomes(env: Environment, prefix: string, records: number): Promise<EventCounts> {
  const lake = await openLake(lakeUrl(env), lakeBuckets(env));
  try {
    const { rows } = await lake.run(outcomesOfSourcesSql, { params: [prefix] });
    const sum = (outcome: string): number =>
      rows.filter((r) => r["outcome"] === outcome).reduce((n, r) => n + Number(r["n"]), 0);
    return agreed(
      { in: records, kept: sum("keep"), dropped: sum("drop"), deadLettered: sum("dead-letter") },
      prefix,
      env,
    );
  } finally {
    await lake.close();
  }
}

/** The counts, if they add up. */
export function agreed(counts: EventCounts, prefix: string, env: Environment): EventCounts {
  const ended = counts.kept + counts.dropped + counts.deadLettered;
  if (ended === counts.in) return counts;
  throw new OperatorError(
    "CAP_EVENTS_UNACCOUNTED",
    `collect found ${counts.in} events under ${prefix}, the lake accounts for ${ended} ` +
      `(kept ${counts.kept}, dropped ${counts.dropped}, dead-lettered ${counts.deadLettered}); the files are in the landing bucket`,
    [
      again(
        "query",
        { env },
        `"select source_key, count(*) n from bronze_all where starts_with(source_key, '${prefix}') group by 1"`,
      ),
      again("health", { env }),
    ],
  );
}
