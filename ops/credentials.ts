import { exitCode, OperatorError } from "../contracts/errors.ts";

/**
 * Nobody to be in AWS: said once, in the place of as many refusals as there were calls.
 *
 * @param holds what was not done
 * @param cause what the AWS SDK says, which knows of a session that is over
 */
export const noCredentials = (holds: string, cause: Error): OperatorError =>
  new OperatorError(
    "CAP_NO_CREDENTIALS",
    `no AWS credentials: ${cause.message.replace(/\.$/, "")}; ${holds}`,
    [
      "set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
      "or use the emulated AWS: the same command with --emulated",
    ],
    { exit: exitCode.toolError, cause },
  );
