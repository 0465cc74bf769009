import { SSMClient } from "@aws-sdk/client-ssm";
import { lacksCredentials } from "../../adapters/aws/fault.ts";
import { noCredentials } from "../credentials.ts";
import type { Look } from "./look.ts";

/**
 * Finds out who to be in AWS, before as many probes as there are fail for want of it; asks no AWS service. OperatorError
 * CAP_NO_CREDENTIALS when there is nobody.
 */
export async function assertCredentials(look: Look): Promise<void> {
  try {
    await look.client(SSMClient).config.credentials();
  } catch (error) {
    throw lacksCredentials(error) ? noCredentials("nothing was looked at", error) : error;
  }
}
