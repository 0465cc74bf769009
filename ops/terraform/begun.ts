import { appendFile, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Message, parseMessage } from "./messages.ts";
import { logFile } from "./run.ts";
import type { StateFolder, Terraform } from "./terraform.ts";

/** What applies on this machine began since the last one that ended well, but for what the last one said itself. */
const earlierFile = ({ logsDir }: Terraform, { name }: StateFolder): string =>
  join(logsDir, `terraform-${name}-begun.log`);

/**
 * What the applies of a state on this machine began to create since the last one that ended well, and may have written
 * nowhere: address -> id, where AWS had told one. Empty where that was the last, and where there was none.
 */
export async function begunIn(tf: Terraform, state: StateFolder): Promise<ReadonlyMap<string, string | undefined>> {
  const last = await creationsIn(logFile(tf, state.name, "apply"));
  if (last.endedWell) return new Map();
  const earlier = await creationsIn(earlierFile(tf, state));
  return new Map(
    [...earlier.creations, ...last.creations].map(({ hook }) => [hook.resource.addr, hook.id_value] as const),
  );
}

/** Keeps what the last apply began, before the next one writes its log over it: that one may be cut off as well. */
export async function keepBegun(tf: Terraform, state: StateFolder): Promise<void> {
  const last = await creationsIn(logFile(tf, state.name, "apply"));
  if (last.endedWell) await rm(earlierFile(tf, state), { force: true });
  else if (last.creations.length > 0)
    await appendFile(earlierFile(tf, state), last.creations.map((m) => `${JSON.stringify(m)}\n`).join(""));
}

type Creation = Extract<Message, { type: "apply_start" | "apply_complete" }>;

async function creationsIn(file: string): Promise<{ creations: readonly Creation[]; endedWell: boolean }> {
  const text = await readFile(file, "utf8").catch(() => "");
  const messages = text.split("\n").flatMap((line) => parseMessage(line) ?? []);
  return {
    creations: messages
      .filter((m) => m.type === "apply_start" || m.type === "apply_complete")
      .filter((m) => m.hook.action === "create"),
    // The last word of an apply that ended well.
    endedWell: messages.some((m) => m.type === "change_summary"),
  };
}
