import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Difference as Differs } from "../terraform/differences.ts";
import type { ResourceChange } from "../terraform/show.ts";

/** What every part of the manifest has (contracts/manifest.ts). */
const manifest = z.looseObject({ commit: z.string() });

/**
 * The commits of a part of the manifest that differs in nothing else: every release changes that, and nothing runs
 * differently for it. Undefined of every other difference. Terraform calls the values of all parameters secret; what the
 * manifest tells is none.
 */
export function anotherRelease(d: Differs, { type, change }: ResourceChange): Differs | undefined {
  const name = change.after?.["name"];
  if (type !== "aws_ssm_parameter" || d.path !== "value" || !/^\/cap\/[^/]+\/manifest\//.test(String(name)))
    return undefined;
  const [before, after] = [manifestIn(d.before), manifestIn(d.after)];
  if (before === undefined || after === undefined) return undefined;
  if (!isDeepStrictEqual({ ...before, commit: "" }, { ...after, commit: "" })) return undefined;
  return { path: "value.commit", before: before.commit, after: after.commit, hidden: false };
}

function manifestIn(value: unknown): z.infer<typeof manifest> | undefined {
  try {
    return manifest.parse(JSON.parse(String(value)));
  } catch {
    return undefined;
  }
}
