// Holds the lock of an environment until it is killed or loses it: `node lock-holder-child.ts <endpoint>`.
import { staging } from "../../environments/staging.ts";
import { begin } from "../../ops/journal/act.ts";
import { Journal } from "../../ops/journal/journal.ts";
import { openRecords } from "../../ops/lock/store.ts";
import { takeEnvironmentLock } from "../../ops/lock/take.ts";

const [endpoint = ""] = process.argv.slice(2);
const objects = await openRecords(staging, { emulated: true, endpoint });
try {
  const lock = await takeEnvironmentLock(objects, staging, "cap apply", new AbortController().signal);
  await begin(new Journal(objects, staging), { act: lock.id, operation: "apply" }, () => {});
  process.stdout.write(`${JSON.stringify({ held: lock.id })}\n`);
  // The heartbeat keeps the process alive.
} catch (error) {
  process.stdout.write(`${JSON.stringify({ refused: (error as { code?: string }).code, message: String(error) })}\n`);
}
