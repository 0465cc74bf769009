import type { Verdict } from "../../contracts/verdict.ts";
import { apiToken, type SecretSeen } from "../probes/secrets.ts";
import { defineCheck } from "./check.ts";
import { applyAgain, sinceEarliest } from "./wording.ts";

/** Fails when the API's token has no current value. */
export const secretsToken = defineCheck({
  id: "secrets.token",
  why: "the API takes its bearer token from this secret; without it every request is refused",
  probe: apiToken,
  judge: (secret: SecretSeen, env): Verdict => {
    const want = "a secret with a current value";
    if (secret.deletedAt !== undefined)
      return {
        state: "fail",
        saw: `${secret.id} is being deleted`,
        want,
        fix: `aws secretsmanager restore-secret --secret-id ${secret.id}`,
        ...sinceEarliest([secret.deletedAt]),
      };
    if (secret.exists && secret.hasValue) return { state: "ok", saw: "present; its value was not read" };
    const saw = `${secret.id}: ${secret.exists ? "no current value" : "there is none"}`;
    return { state: "fail", saw, want, fix: applyAgain(env) };
  },
});
