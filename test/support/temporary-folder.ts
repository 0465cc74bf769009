import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * What tests leave in the folder for temporary files goes with the run. Workers and what they start inherit it. Called
 * once for each project; the first one's is for all.
 */
export default function ofThisRun(): (() => void) | undefined {
  if (process.env["CAP_TESTS_FOLDER"] !== undefined) return undefined;
  const before = process.env["TMPDIR"];
  const folder = mkdtempSync(join(tmpdir(), "cap-tests-"));
  process.env["CAP_TESTS_FOLDER"] = folder;
  process.env["TMPDIR"] = folder;
  return () => {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
    delete process.env["CAP_TESTS_FOLDER"];
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
}
