import { randomUUID } from "node:crypto";
import { type Objects, ObjectsError } from "../../adapters/objects/port.ts";
import { names } from "../../contracts/names.ts";
import { Journal, type News } from "../journal/journal.ts";
import { sourceTree } from "../workspace/source-tree.ts";
import { isThere } from "./first-bootstrap.ts";
import { endedBy } from "./journalled.ts";
import type { ApplyRequest } from "./request.ts";
import type { ApplyResult } from "./result.ts";

type Asked = Pick<ApplyRequest, "env" | "out">;

/** Runs a first bootstrap. Only when it has ended is there a journal, and it is told how it ended. */
export async function bootstrapInJournal(
  records: Objects,
  o: Asked,
  run: () => Promise<ApplyResult>,
): Promise<ApplyResult> {
  try {
    const result = await run();
    await tell(records, o, { result: endOf(result) });
    return result;
  } catch (error) {
    await tell(records, o, { result: endedBy(error), reason: error instanceof Error ? error.message : String(error) });
    throw error;
  }
}

function endOf(result: ApplyResult): News["result"] {
  if (isThere(result)) return "ok";
  if (result.verdict === "interrupted") return "interrupted";
  return result.verdict === "declined" ? "refused" : "failed";
}

async function tell(records: Objects, { env, out }: Asked, how: Pick<News, "result" | "reason">): Promise<void> {
  const { commit } = await sourceTree();
  const journal = new Journal(records, env);
  const entry = journal.entry({ act: randomUUID(), operation: "bootstrap", commit, ...how });
  await journal.write(entry).catch((error: Error) => {
    // Who ended early has made no bucket: then there is no journal that could miss it.
    if (how.result !== "ok" && error instanceof ObjectsError && error.code === "missing") return;
    out.note(`the journal in ${names.accountBucket(env, "states")} was not told: ${error.message}`);
  });
}
