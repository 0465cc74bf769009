import { lacksCredentials } from "../../adapters/aws/fault.ts";
import { openObjects } from "../../adapters/objects/open.ts";
import { type Objects, ObjectsError } from "../../adapters/objects/port.ts";
import { exitCode, OperatorError } from "../../contracts/errors.ts";
import { names } from "../../contracts/names.ts";
import type { Environment } from "../../environments/environment.ts";
import { noCredentials } from "../credentials.ts";
import { emulatedEndpoint } from "../endpoint.ts";
import { environmentHome } from "../home.ts";
import { again } from "../report/again.ts";

/** How {@link openRecords} reaches the store. */
export interface RecordsOptions {
  /** Whether the emulated AWS stands in for AWS. */
  readonly emulated: boolean;
  /** URL of the emulated AWS. @default - the one that runs for the environment. */
  readonly endpoint?: string;
}

/** Longest wait for one answer, milliseconds: a heartbeat has a few tries within the time until it counts as silent. */
const requestTimeoutMs = 5_000;

/**
 * Where an environment's lock and journal lie: the bucket of states in the environment's Region; for `local`, which has
 * none, its folder on this machine. Makes no call, except that it looks for the emulated AWS where no endpoint is given:
 * OperatorError CAP_NOT_RUNNING when there is none.
 */
export async function openRecords(env: Environment, { emulated, endpoint }: RecordsOptions): Promise<Objects> {
  if (env.name === "local") return await openObjects(`file:${environmentHome(env)}`);
  const { region, account } = env;
  const reach = { region, requestTimeoutMs };
  const s3 = emulated
    ? { ...reach, emulated: { endpoint: endpoint ?? (await emulatedEndpoint(env)), account } }
    : reach;
  return await openObjects(`s3://${names.accountBucket(env, "states")}`, { s3 });
}

/**
 * What `call` gives; a fault of the store as an OperatorError CAP_RECORDS, everything else as it is. Whatever needs the
 * store stops then: without it nobody knows who else is at work. A bucket that is missing or locks no objects has to be
 * made first, one that refuses needs other credentials (exit 4); the rest may pass (exit 1).
 *
 * @param holds what was not done
 */
export async function orRecordsFault<T>(env: Environment, holds: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw error instanceof ObjectsError ? recordsFault(env, error, holds) : error;
  }
}

function recordsFault(env: Environment, error: ObjectsError, holds: string): OperatorError {
  if (lacksCredentials(error.cause)) return noCredentials(holds, error.cause);
  if (error.code === "denied" && env.name !== "local") return notTheirs(env, error, holds);
  const unfit = error.code === "missing" || error.code === "invalid";
  const how = error.code === "missing" ? "is not there yet" : unfit ? "is not fit" : "does not answer as it should";
  const repeat = "run the same command again; it is safe to repeat";
  const bootstrap = again("bootstrap", { env });
  // `local` keeps its own in a folder.
  const steps =
    env.name === "local" ? [repeat] : unfit ? [bootstrap] : [repeat, "if there is no bucket yet:", bootstrap];
  return new OperatorError(
    "CAP_RECORDS",
    `the store of ${env.name}'s lock and journal ${how}; ${holds}\n${error.message}`,
    steps,
    { exit: unfit ? exitCode.refused : exitCode.toolError, cause: error },
  );
}

/** Nearly always a profile of another account: its bucket of that name is somebody else's. */
const notTheirs = (env: Environment, error: ObjectsError, holds: string): OperatorError =>
  new OperatorError(
    "CAP_RECORDS",
    `the store of ${env.name}'s lock and journal, in account ${env.account}, refuses these credentials; ${holds}\n${error.message}`,
    [
      "whose they are, tells:",
      "aws sts get-caller-identity",
      `with those of a role of account ${env.account}: the same command again`,
    ],
    { exit: exitCode.refused, cause: error },
  );
