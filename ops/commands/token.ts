import { exitCode } from "../../contracts/errors.ts";
import type { Command } from "../command.ts";

/** `cap token`: what the HTTP API and the page ask for. */
export const token: Command = {
  verb: "token",
  summary: "print the bearer token of the HTTP API",
  description:
    "Reads the token from Secrets Manager and prints it, with nothing around it. The page asks for it once, and the API " +
    "wants it in the header `Authorization: Bearer …`.",
  flags: [],
  examples: [
    "cap token",
    `curl -H "Authorization: Bearer $(cap token)" "http://127.0.0.1:4600/_alb/cap-local/v1/events?limit=3"`,
  ],
  environment: "reads",
  async run({ env, out, signal }) {
    const { readApiToken } = await import("../token/read.ts");
    const value = await readApiToken(env, signal);
    out.result({ token: value }, () => value);
    return exitCode.ok;
  },
};
