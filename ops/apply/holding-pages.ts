import type { Numbers } from "../../adapters/numbers/port.ts";
import { deployingMetric, metricDimension } from "../../contracts/metrics.ts";
import type { Environment } from "../../environments/environment.ts";

/** The state that holds what runs: to write it may move a release. */
const movesReleases = "runtime";

/** The alarm looks at each minute. */
const everyMs = 60_000;

/** Where and how it is told that a release is being moved. */
export interface HoldingPages {
  readonly env: Pick<Environment, "name">;
  readonly open: () => Numbers;
  readonly note: (line: string) => void;
}

/**
 * Does work that applies states. From before the first change of `runtime` until all of the work is done the environment
 * is told every minute that a release is being moved, which holds pages back. Who may not tell it applies all the same:
 * people may then be paged, which is noted once.
 *
 * @param work gets what is to be awaited before a state is written
 */
export async function holdingPages<T>(
  { env, open, note }: HoldingPages,
  work: (beforeWriting: (state: string) => Promise<void>) => Promise<T>,
): Promise<T> {
  let numbers: Numbers | undefined;
  let minute: NodeJS.Timeout | undefined;
  let over = false;
  const tell = async (): Promise<void> => {
    try {
      await numbers?.put({ [metricDimension]: env.name }, [{ name: deployingMetric, value: 1, unit: "Count" }]);
    } catch (error) {
      clearInterval(minute);
      if (!over) note(`pages are not held back meanwhile: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  try {
    return await work(async (state) => {
      if (state !== movesReleases || numbers !== undefined) return;
      numbers = open();
      minute = setInterval(tell, everyMs);
      await tell();
    });
  } finally {
    over = true;
    clearInterval(minute);
    numbers?.close();
  }
}
