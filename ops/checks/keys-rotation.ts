import type { Verdict } from "../../contracts/verdict.ts";
import { type KeySeen, keys } from "../probes/keys.ts";
import { defineCheck } from "./check.ts";
import { applyAgain, count, noneNamed } from "./wording.ts";

/** Fails when a key is not rotated. */
export const keysRotation = defineCheck({
  id: "keys.rotation",
  why: "yearly rotation bounds how much one leaked key can open",
  setting: true,
  probe: keys,
  judge: (seen: readonly KeySeen[], env): Verdict => {
    const usable = seen.filter((k) => k.state === "Enabled");
    if (usable.length === 0) return noneNamed("key that is enabled");
    const bad = usable.filter((k) => !k.rotates);
    if (bad.length === 0) return { state: "ok", saw: count(usable.length, "key") };
    const saw = bad.map((k) => `${k.part} (${k.id}): not rotated`).join(", ");
    return { state: "fail", saw, want: "rotation on", fix: applyAgain(env) };
  },
});
