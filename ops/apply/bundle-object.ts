import { lacksCredentials } from "../../adapters/aws/fault.ts";
import { openObjects } from "../../adapters/objects/open.ts";
import { type Objects, ObjectsError } from "../../adapters/objects/port.ts";
import { exitCode, OperatorError } from "../../contracts/errors.ts";
import { names, type OperatorRole } from "../../contracts/names.ts";
import { accounts } from "../../environments/accounts.ts";
import type { Environment } from "../../environments/environment.ts";
import { noCredentials } from "../credentials.ts";
import { again, type Told } from "../report/again.ts";
import { addressOf } from "./bundle-address.ts";

/** Longest wait for one answer, milliseconds: a bundle has a few megabytes, and not every line is fast. */
const requestTimeoutMs = 60_000;

/** The bucket of states in the environment's Region, in AWS. */
const bucketOf = (env: Environment): Promise<Objects> =>
  openObjects(`s3://${names.accountBucket(env, "states")}`, { s3: { region: env.region, requestTimeoutMs } });

/** Puts a bundle, once and for all, into the account's bucket of states; answers its address. */
export async function putBundle(told: Told, id: string, text: string, open = bucketOf): Promise<string> {
  const key = names.bundleKey(told.env, id);
  const bucket = await open(told.env);
  try {
    await bucket.put(key, new TextEncoder().encode(text), { ifAbsent: true, contentType: "application/json" });
  } catch (error) {
    if (!(await isThere(bucket, key, text, error))) throw notPut(told, id, error);
  } finally {
    bucket.close();
  }
  return addressOf(told.env, id);
}

/** The answer to a put can be lost, and what is sent again then finds itself. */
async function isThere(bucket: Objects, key: string, text: string, error: unknown): Promise<boolean> {
  if (!(error instanceof ObjectsError) || error.code !== "exists") return false;
  const there = await bucket.get(key).catch(() => undefined);
  return there !== undefined && new TextDecoder().decode(there) === text;
}

/**
 * The text of a bundle in the account's bucket of states.
 *
 * @param remake the command that makes a new one
 */
export async function getBundle(told: Told, id: string, remake: string, open = bucketOf): Promise<string> {
  const bucket = await open(told.env);
  try {
    return new TextDecoder().decode(await bucket.get(names.bundleKey(told.env, id)));
  } catch (error) {
    throw notGot(told, id, remake, error);
  } finally {
    bucket.close();
  }
}

const repeat = "run the same command again; it is safe to repeat";

function notPut(told: Told, id: string, error: unknown): unknown {
  const { env } = told;
  const bootstrap = again("bootstrap", told);
  const steps = {
    missing: ["the bucket of states has to be made first:", bootstrap],
    denied: [mayRole(env, "drift"), "where nobody could do this before:", bootstrap],
  };
  return fault(error, `${addressOf(env, id)} was not written`, "the plan was not kept, and nothing was changed", steps);
}

function notGot({ env }: Told, id: string, remake: string, error: unknown): unknown {
  const what = `${addressOf(env, id)} could not be read`;
  // Whoever finds nothing knows the address from somewhere: mostly it was there.
  const gone = `${what}: bundles are kept for two days`;
  const missing = ["make a new one:", remake];
  const isGone = error instanceof ObjectsError && error.code === "missing";
  return fault(error, isGone ? gone : what, "nothing was changed", { missing, denied: [mayRole(env, "apply")] });
}

/** Whoever runs code that nobody has reviewed can neither read nor write bundles. */
function mayRole(env: Environment, role: OperatorRole): string {
  const of = (name: OperatorRole): string =>
    names.operatorRoleArn({ name: accounts[env.account]?.name ?? env.name, account: env.account }, name);
  return `run the same command again as ${of(role)} or ${of("administrator")}`;
}

/** A fault of the store in words; what is none, as it is. */
function fault(
  error: unknown,
  what: string,
  holds: string,
  steps: Readonly<Record<"missing" | "denied", readonly string[]>>,
): unknown {
  if (!(error instanceof ObjectsError)) return error;
  if (lacksCredentials(error.cause)) return noCredentials(holds, error.cause);
  const known = error.code === "missing" || error.code === "denied" ? steps[error.code] : undefined;
  return new OperatorError("CAP_BUNDLE", `${what}; ${holds}\n${error.message}`, known ?? [repeat], {
    exit: known === undefined ? exitCode.toolError : exitCode.refused,
    cause: error,
  });
}
