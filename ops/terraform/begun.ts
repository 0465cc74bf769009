import { readFile } from "node:fs/promises";
import { parseMessage } from "./messages.ts";
import { logFile } from "./run.ts";
import type { StateFolder, Terraform } from "./terraform.ts";

/**
 * What the last apply of a state on this machine began to create and may have written nowhere, because it did not come to
 * its end: address -> id, where AWS had told one. Empty after an apply that ended well, and where there was none.
 */
export async function begunIn(tf: Terraform, { name }: StateFolder): Promise<ReadonlyMap<string, string | undefined>> {
  const text = await readFile(logFile(tf, name, "apply"), "utf8").catch(() => "");
  const begun = new Map<string, string | undefined>();
  for (const line of text.split("\n")) {
    const m = parseMessage(line);
    // The last word of an apply that ended well.
    if (m?.type === "change_summary") return new Map();
    if ((m?.type === "apply_start" || m?.type === "apply_complete") && m.hook.action === "create")
      begun.set(m.hook.resource.addr, m.hook.id_value);
  }
  return begun;
}
