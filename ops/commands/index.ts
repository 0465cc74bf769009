import type { Command } from "../command.ts";
import { completionFor } from "./completion.ts";
import { doctor } from "./doctor.ts";
import { down } from "./down.ts";
import { env } from "./env.ts";
import { health } from "./health.ts";
import { query } from "./query.ts";
import { rehearse } from "./rehearse.ts";
import { sample } from "./sample.ts";
import { tail } from "./tail.ts";
import { token } from "./token.ts";
import { topics } from "./topics.ts";
import { up } from "./up.ts";

const verbs: readonly Command[] = [up, down, health, query, tail, token, topics, sample, rehearse, env, doctor];

/** Every verb, in the order of the help. */
export const commands: readonly Command[] = [...verbs, completionFor(verbs)];
