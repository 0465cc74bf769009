import { z } from "zod";
import { openSecretsManager } from "../../adapters/secrets/secrets-manager.ts";
import { readConfig } from "../runtime/config.ts";
import { type Answer, answer, bearerOf, type Question } from "./decide.ts";
import { KnownToken } from "./known-token.ts";

const config = z.object({
  CAP_ENV: z.string().min(1),
  /** Name of the secret that holds the API token. */
  API_TOKEN_SECRET: z.string().min(1),
  /** Value of the API key that calls with the environment's own token count against. API Gateway wants 20 to 128. */
  USAGE_KEY: z.string().min(20).max(128),
});

let opened: { readonly token: KnownToken; readonly caller: { customer: string; usageKey: string } } | undefined;

/** Opened by the first call and kept: a function instance serves many. */
function open(): NonNullable<typeof opened> {
  const settings = readConfig(config, process.env);
  return {
    token: new KnownToken(openSecretsManager(), settings.API_TOKEN_SECRET),
    caller: { customer: settings.CAP_ENV, usageKey: settings.USAGE_KEY },
  };
}

/**
 * The authoriser of the HTTP API: lets calls through that carry the environment's token. A wrong token is an answer; only
 * a token that cannot be checked is an error, which callers see as 500.
 */
export async function handler(question: Question): Promise<Answer> {
  opened ??= open();
  const { token, caller } = opened;
  const given = bearerOf(question.authorizationToken);
  const known = given !== undefined && (await token.matches(given));
  return answer(question, known ? caller : undefined);
}
