import { connect } from "node:net";
import { OperatorError } from "../contracts/errors.ts";
import type { Environment } from "../environments/environment.ts";
import { again } from "./report/again.ts";
import { endpointOf, readRunning } from "./running.ts";

/**
 * Longest wait for the emulated AWS to accept a connection, milliseconds. Where nobody listens the answer comes at once;
 * on a busy machine it may be this process that comes late to hear that it is connected.
 */
const connectMs = 10_000;

/**
 * URL of the emulated AWS that answers for this environment: AWS_ENDPOINT_URL, else what `cap up` noted. OperatorError
 * CAP_NOT_RUNNING when there is none or nobody listens there.
 */
export async function emulatedEndpoint(env: Environment): Promise<string> {
  const given = process.env["AWS_ENDPOINT_URL"];
  const running = given === undefined || given === "" ? await readRunning(env) : undefined;
  const endpoint = given || (running?.emulator === undefined ? undefined : endpointOf(running));
  if (endpoint !== undefined && (await listens(new URL(endpoint)))) return endpoint;
  throw new OperatorError("CAP_NOT_RUNNING", `${env.name} is not running${await whatStays(env, endpoint)}`, [
    again("up", { env, emulated: true }),
  ]);
}

async function whatStays(env: Environment, endpoint: string | undefined): Promise<string> {
  const nobody = endpoint === undefined ? "" : `: nobody listens at ${endpoint}`;
  if (endpoint === undefined && (await readRunning(env)) === undefined)
    return ": it was never brought up on this machine";
  const { wasDestroyed } = await import("./workspace/destroyed.ts");
  if (await wasDestroyed(env)) return `${nobody}; it was destroyed, and cap up makes it anew`;
  return `${nobody}; its data is as it was left`;
}

function listens(url: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const port = Number(url.port) || (url.protocol === "https:" ? 443 : 80);
    const socket = connect({ host: url.hostname, port, timeout: connectMs });
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.on("connect", () => end(true));
    socket.on("error", () => end(false));
    socket.on("timeout", () => end(false));
  });
}
