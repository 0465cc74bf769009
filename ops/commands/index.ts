import type { Command } from "../command.ts";
import { apply } from "./apply.ts";
import { bootstrap } from "./bootstrap.ts";
import { completionFor } from "./completion.ts";
import { destroy } from "./destroy.ts";
import { doctor } from "./doctor.ts";
import { down } from "./down.ts";
import { drift } from "./drift.ts";
import { env } from "./env.ts";
import { health } from "./health.ts";
import { history } from "./history.ts";
import { lock } from "./lock.ts";
import { plan } from "./plan.ts";
import { query } from "./query.ts";
import { rehearse } from "./rehearse.ts";
import { release } from "./release.ts";
import { sample } from "./sample.ts";
import { tail } from "./tail.ts";
import { token } from "./token.ts";
import { topics } from "./topics.ts";
import { up } from "./up.ts";

const verbs: readonly Command[] = [
  up,
  down,
  bootstrap,
  plan,
  apply,
  drift,
  destroy,
  health,
  query,
  tail,
  token,
  topics,
  sample,
  history,
  lock,
  rehearse,
  release,
  env,
  doctor,
];

/** Every verb, in the order of the help. */
export const commands: readonly Command[] = [...verbs, completionFor(verbs)];
