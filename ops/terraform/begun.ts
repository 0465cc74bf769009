import { appendFile, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { OperatorError } from "../../contracts/errors.ts";
import { type Message, parseMessage } from "./messages.ts";
import { logFile } from "./run.ts";
import type { StateFolder, Terraform } from "./terraform.ts";

/** What earlier applies began since a whole one ended well; what the last one began, its own log says. */
const earlierFile = ({ logsDir }: Terraform, { name }: StateFolder): string =>
  join(logsDir, `terraform-${name}-begun.log`);

/**
 * What the applies of a state on this machine began to create since one of the whole state ended well, and may have written
 * nowhere: address -> id, where AWS had told one. Empty where that was the last, and where there was none.
 */
export async function begunIn(tf: Terraform, state: StateFolder): Promise<ReadonlyMap<string, string | undefined>> {
  const last = await creationsIn(logFile(tf, state.name, "apply"));
  const earlier = await creationsIn(earlierFile(tf, state));
  return new Map(
    [...earlier.creations, ...(last.endedWell ? [] : last.creations)].map(
      ({ hook }) => [hook.resource.addr, hook.id_value] as const,
    ),
  );
}

/**
 * Keeps what the last apply began, before the next one writes its log over it: that one may be cut off as well. An
 * OperatorError CAP_NOT_KEPT when there is no room or right for it.
 */
export async function keepBegun(tf: Terraform, state: StateFolder): Promise<void> {
  const last = await creationsIn(logFile(tf, state.name, "apply"));
  if (last.endedWell || last.creations.length === 0) return;
  const lines = last.creations.map((m) => `${JSON.stringify(m)}\n`).join("");
  await appendFile(earlierFile(tf, state), lines).catch((cause: Error) => {
    throw new OperatorError(
      "CAP_NOT_KEPT",
      `what the last apply of ${state.name} began could not be kept; nothing was changed\n${cause.message}`,
      ["make room, or let this user write to that folder; then run the same command again"],
      { cause },
    );
  });
}

/** All that was begun is in the state: to be called when an apply of the whole state has ended well. */
export const forgetBegun = (tf: Terraform, state: StateFolder): Promise<void> =>
  rm(earlierFile(tf, state), { force: true });

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
