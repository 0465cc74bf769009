import { type ClientOptions, clientReaching, type Reach, type ReachSettings } from "../../adapters/aws/client.ts";
import { awsFault } from "../../adapters/aws/fault.ts";
import type { Environment } from "../../environments/environment.ts";

/** Where and when one look at an environment happens. */
export interface LookOptions {
  readonly env: Environment;
  /** Folder of the environment on this machine; holds the embedded bus. */
  readonly home: string;
  /** URL of the emulated AWS. @default - AWS itself, with the credentials of the process. */
  readonly endpoint?: string;
  /** Ends every call. @default - none. */
  readonly signal?: AbortSignal;
  /** How long one call is waited for, milliseconds, and how often it is tried. @default - 5,000 and 2: a person waits. */
  readonly limits?: Pick<ClientOptions, "requestTimeoutMs" | "maxAttempts">;
}

/** One look at an environment: the same moment and the same answers for every check that takes part. */
export interface Look extends LookOptions {
  readonly at: Date;
  /** The one client of this kind. */
  client<Client>(Constructor: new (settings: ReachSettings) => Client): Client;
  /** Closes the clients' connections. */
  close(): void;
}

// Better an early "unknown" than a late one.
const aPersonWaits = { requestTimeoutMs: 5_000, maxAttempts: 2 } as const;

/** Begins a look. Makes no call. */
export function openLook(options: LookOptions): Look {
  const reach = reachOf(options);
  const clients = new Map<unknown, unknown>();
  return {
    ...options,
    at: new Date(),
    client<Client>(Constructor: new (settings: ReachSettings) => Client): Client {
      const known = clients.get(Constructor) ?? clientReaching(Constructor, reach);
      clients.set(Constructor, known);
      return known as Client;
    },
    close() {
      for (const client of clients.values()) (client as { destroy(): void }).destroy();
    },
  };
}

/** The same for what writes: it is waited for as long. */
export const reachOf = ({ env, endpoint, limits = aPersonWaits }: LookOptions): Reach => ({
  region: env.region,
  ...limits,
  ...(endpoint === undefined ? {} : { emulated: { endpoint, account: env.account } }),
});

/** Reads one aspect of a live environment. Reads only. */
export type Probe<Seen> = (look: Look) => Promise<Seen>;

/** A probe that reads once per look, however many checks ask; a failure is shared as well. */
export function probe<Seen>(read: Probe<Seen>): Probe<Seen> {
  const answers = new WeakMap<Look, Promise<Seen>>();
  return (look) => {
    const known = answers.get(look);
    if (known !== undefined) return known;
    const answer = read(look);
    answers.set(look, answer);
    return answer;
  };
}

// Services spell "there is none" in many ways and some answer it with status 400.
const absent = /NotFound|NoSuch|NonExistent|DoesNotExist/;

/** The answer, or undefined where AWS says that there is no such thing. Every other fault stays a fault. */
export async function orAbsent<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    const isAbsent = awsFault(error).kind === "missing" || (error instanceof Error && absent.test(error.name));
    if (isAbsent) return undefined;
    throw error;
  }
}

/** What a probe needs was not told by the part of the environment that should tell it. */
export class NotTold extends Error {
  override readonly name = "NotTold";
}
