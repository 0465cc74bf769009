import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What tests leave in the folder for temporary files goes with the run. Workers and what they start inherit it. */
export default function ofThisRun(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "cap-tests-"));
  process.env["TMPDIR"] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
