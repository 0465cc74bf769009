import { OperatorError } from "../contracts/errors.ts";
import type { Environment } from "./environment.ts";
import { local } from "./local.ts";

/** Every environment, by name. */
export const environments: Readonly<Record<string, Environment>> = { local };

/** The same environment with real Kafka brokers in the place of the embedded bus. */
export const withKafka = (e: Environment): Environment => ({
  ...e,
  streaming: {
    kind: "msk-provisioned",
    brokersPerZone: 1,
    instance: "kafka.t3.small",
    storageGib: 10,
    transport: "plaintext",
  },
});

/** The environment of this name; an OperatorError that lists the others when there is none. */
export function environmentNamed(name: string): Environment {
  const found = environments[name];
  if (found !== undefined) return found;
  const known = Object.keys(environments).join(", ");
  throw new OperatorError("CAP_NO_ENVIRONMENT", `no environment is called "${name}"; there are: ${known}`, [
    "add --env with one of them, or set CAP_ENV",
  ]);
}
