import type { Environment } from "../../environments/environment.ts";
import type { Layout } from "../../local/layout.ts";
import { endpointOf } from "../running.ts";
import type { Toolbox } from "../setup/set-up.ts";
import type { Terraform } from "../terraform/terraform.ts";

/**
 * Variables by which every AWS tool, Terraform and our own clients among them, talks to the emulated AWS of an
 * environment. The emulated AWS takes a key id of twelve digits for the account.
 */
export const emulatedVariables = (env: Environment, port: number): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL: endpointOf({ port }),
  AWS_ACCESS_KEY_ID: env.account,
  AWS_SECRET_ACCESS_KEY: "emulated",
  AWS_REGION: env.region,
  AWS_DEFAULT_REGION: env.region,
  AWS_EC2_METADATA_DISABLED: "true",
});

/** Terraform against the emulated AWS of an environment. */
export const terraformFor = (
  env: Environment,
  layout: Layout,
  tools: Toolbox,
  port: number,
  signal: AbortSignal,
): Terraform => ({
  program: tools.terraform,
  configFile: tools.terraformConfig,
  env: {
    ...emulatedVariables(env, port),
    // S3 Control puts the account before the host's name, which resolves nowhere: that request goes to the emulated AWS
    // as to a proxy. Nobody asks a proxy for loopback, or for anything over TLS.
    HTTP_PROXY: endpointOf({ port }),
    http_proxy: endpointOf({ port }),
  },
  logsDir: layout.logs,
  signal,
});
