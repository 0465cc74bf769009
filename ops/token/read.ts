import type { Environment } from "../../environments/environment.ts";
import { emulatedEndpoint } from "../endpoint.ts";
import { environmentHome } from "../home.ts";
import { apiTokenValue } from "../probes/api-token.ts";
import { openLook } from "../probes/look.ts";

/** The bearer token of a running environment's HTTP API. OperatorError when it is not running. */
export async function readApiToken(env: Environment, signal: AbortSignal): Promise<string> {
  const look = openLook({ env, home: environmentHome(env), endpoint: await emulatedEndpoint(env), signal });
  try {
    return await apiTokenValue(look);
  } finally {
    look.close();
  }
}
