import { setTimeout as sleep } from "node:timers/promises";
import type { Output } from "../command.ts";
import { bus } from "../probes/bus.ts";
import { openLook } from "../probes/look.ts";
import type { Session } from "./session.ts";

const lookEveryMs = 2_000;

/** Stays until Ctrl-C; on a terminal one line tells what goes over the bus. */
export async function stay(session: Session, out: Output, signal: AbortSignal): Promise<void> {
  out.note("\nCtrl-C stops it; state and data stay");
  const gaveUp = session.gaveUp();
  while (!signal.aborted) {
    if (out.terminal) process.stderr.write(`\r\u001b[K${await pulse(session)}`);
    await Promise.race([sleep(lookEveryMs, undefined, { signal }).catch(() => {}), gaveUp]);
  }
  if (out.terminal) process.stderr.write("\r\u001b[K");
}

async function pulse(session: Session): Promise<string> {
  const look = openLook(session.at());
  try {
    const seen = await bus(look);
    const records = seen.extents.reduce((n, e) => n + e.end, 0);
    return `${new Date().toISOString().slice(11, 19)}  ${records} records on the bus, ${seen.lag} on the way into the lake`;
  } catch {
    return "the emulated AWS does not answer at the moment";
  } finally {
    look.close();
  }
}
