import { z } from "zod";
import { openSecretsManager } from "../../adapters/secrets/secrets-manager.ts";
import { openStore } from "../../adapters/store/open.ts";
import type { Store } from "../../adapters/store/port.ts";
import { usageKey } from "../../contracts/items.ts";
import { readConfig } from "../runtime/config.ts";
import { customersTable } from "../runtime/locations.ts";
import { openLog } from "../runtime/log.ts";
import { type Answer, answer, bearerOf, type Question } from "./decide.ts";
import { KnownToken } from "./known-token.ts";
import { type SharedKeys, usageKeyOf } from "./usage-key.ts";

const config = z.object({
  /** Also the customer that the environment's own token stands for. */
  CAP_ENV: z.string().min(1),
  /** Name of the secret that holds the API token. */
  API_TOKEN_SECRET: z.string().min(1),
  CUSTOMERS_TABLE: customersTable,
  /** Value of the API key that calls with the environment's own token count against. */
  USAGE_KEY: usageKey,
  /** Value of the first API key of each plan, by plan, as JSON. */
  PLAN_KEYS: z
    .string()
    .transform((text, told) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        told.addIssue({ code: "custom", message: "JSON" });
        return z.NEVER;
      }
    })
    .pipe(z.record(z.string(), usageKey)),
});

interface Opened {
  readonly customer: string;
  readonly token: KnownToken;
  readonly store: Store;
  readonly keys: SharedKeys;
}

const log = openLog("authorizer", "info");
let opened: Promise<Opened> | undefined;

/**
 * The function ends after ten seconds, and then callers see 500: a table that stays silent has to be given up for the
 * environment's own key long before.
 */
const quickly = { requestTimeoutMs: 1_000, maxAttempts: 2 } as const;

async function open(): Promise<Opened> {
  const settings = readConfig(config, process.env);
  return {
    customer: settings.CAP_ENV,
    token: new KnownToken(openSecretsManager(), settings.API_TOKEN_SECRET),
    store: await openStore(settings.CUSTOMERS_TABLE, { dynamodb: quickly }),
    keys: { own: settings.USAGE_KEY, plans: settings.PLAN_KEYS },
  };
}

/** Opened by the first call and kept: a function instance serves many. A failure is not kept: the next call tries anew. */
function openOnce(): Promise<Opened> {
  opened ??= open().catch((cause: unknown) => {
    opened = undefined;
    throw cause;
  });
  return opened;
}

/**
 * The authoriser of the HTTP API: lets calls through that carry the environment's token. A wrong token is an answer; only
 * a token that cannot be checked is an error, which callers see as 500.
 */
export async function handler(question: Question): Promise<Answer> {
  const { customer, token, store, keys } = await openOnce();
  const given = bearerOf(question.authorizationToken);
  if (given === undefined || !(await token.matches(given))) return answer(question, undefined);
  const usageKey = await usageKeyOf(customer, store, keys, (why) =>
    log.warn({ customer, why }, "the customer's key cannot be told: calls count against the environment's own"),
  );
  return answer(question, { customer, usageKey });
}
