import type { Verdict } from "../../contracts/verdict.ts";
import { type KeySeen, keys } from "../probes/keys.ts";
import { defineCheck } from "./check.ts";
import { count, noneNamed } from "./wording.ts";

/** Fails when a key cannot be used. */
export const keysEnabled = defineCheck({
  id: "keys.enabled",
  why: "what a disabled key encrypted cannot be read, and what a deleted key encrypted never again",
  probe: keys,
  judge: (seen: readonly KeySeen[]): Verdict => {
    if (seen.length === 0) return noneNamed("key");
    const bad = seen.filter((k) => k.state !== "Enabled");
    const [first] = bad;
    if (first === undefined) return { state: "ok", saw: count(seen.length, "key") };
    return {
      state: "fail",
      saw: bad.map((k) => `${k.part} (${k.id}): ${k.state ?? "there is none"}${due(k)}`).join(", "),
      want: "every key Enabled",
      fix: fixOf(first),
    };
  },
});

const due = (k: KeySeen): string => (k.deletionAt === undefined ? "" : `, gone at ${k.deletionAt.toISOString()}`);

function fixOf(k: KeySeen): string {
  if (k.state === "PendingDeletion") return `aws kms cancel-key-deletion --key-id ${k.id}`;
  return k.state === "Disabled" ? `aws kms enable-key --key-id ${k.id}` : "docs/runbooks/key-missing.md";
}
