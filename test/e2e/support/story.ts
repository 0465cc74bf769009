import { beforeEach, onTestFailed } from "vitest";

/** Tests of this suite build on each other: after the first that fails, the others fail at once and name it. */
export function breaksOff(): void {
  let failed: string | undefined;
  beforeEach(({ task }) => {
    if (failed !== undefined) throw new Error(`not tried, because this failed before it: ${failed}`);
    onTestFailed(() => {
      failed ??= task.name;
    });
  });
}
