import type { Verdict } from "../../contracts/verdict.ts";
import type { Environment } from "../../environments/environment.ts";
import { originOf } from "../../environments/recovery-site.ts";
import { type FeedSeen, feed } from "../probes/feed.ts";
import { defineCheck } from "./check.ts";
import { applyAgain } from "./wording.ts";

/** Fails when the environment's own trail is not there, is stopped, or is refused by the landing bucket. */
export const sourcesTrail = defineCheck({
  id: "sources.trail",
  why: "a lake that nothing arrives in looks healthy: nothing waits, and no metric tells of a trail's failed delivery",
  probe: feed,
  judge: (seen: FeedSeen | undefined, env): Verdict => {
    if (seen === undefined) return { state: "skip", because: whyNone(env) };
    const wrong = faultOf(seen);
    if (wrong === undefined) return { state: "ok", saw: seen.name };
    return { state: "fail", saw: `${seen.name}${wrong}`, want: "a trail that logs and delivers", fix: applyAgain(env) };
  },
});

/** One that only the code has is no fault of what runs: health must not refuse the apply that makes it. */
function whyNone(env: Environment): string {
  const { kind } = env.sources.cloudtrail;
  if (kind === "none") return "no trail delivers here: files are put there by hand";
  if (kind === "given") return "trails of others deliver here: whoever owns them can look";
  return originOf(env).site === "recovery"
    ? "a recovery site has no trail of its own"
    : "its own trail is not applied yet";
}

function faultOf({ logging, error }: FeedSeen): string | undefined {
  if (logging === undefined) return ": there is none";
  if (!logging) return " is stopped";
  return error === undefined ? undefined : `: the landing bucket answered ${error}`;
}
