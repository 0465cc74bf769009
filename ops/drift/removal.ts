import type { Environment } from "../../environments/environment.ts";
import type { Found } from "../probes/inventory/found.ts";
import { removalOf } from "../probes/inventory/removal.ts";
import { quoted } from "../report/quoted.ts";

/** Where the AWS CLI shall act. */
interface Place {
  readonly env: Pick<Environment, "account" | "region">;
  /** URL of the emulated AWS. @default - AWS itself. */
  readonly endpoint?: string;
}

/** The command that takes away what no state has, ready to paste; undefined where AWS has no call for that. */
export function removalCommand(found: Found, { env, endpoint }: Place): string | undefined {
  const keys = endpoint === undefined ? "" : `AWS_ACCESS_KEY_ID=${env.account} AWS_SECRET_ACCESS_KEY=emulated `;
  const there = endpoint === undefined ? [] : ["--endpoint-url", endpoint];
  const commands = removalOf(found).map((call) =>
    [...call, "--region", found.region ?? env.region, ...there].map(quoted).join(" "),
  );
  return commands.length === 0 ? undefined : commands.map((command) => `${keys}aws ${command}`).join(" && ");
}
