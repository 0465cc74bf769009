import { hostname, userInfo } from "node:os";

/** Who does something, as locks and journals name them. */
export interface Actor {
  /** Login of a person, or of whoever started a run of CI. */
  readonly who: string;
  readonly host: string;
  /** URL of the run of CI. @default - a person's own machine. */
  readonly run?: string;
}

/**
 * Whoever runs this process.
 *
 * @param env where CI says what it is: the GITHUB_* variables of a runner
 */
export function actorOf(env: NodeJS.ProcessEnv = process.env): Actor {
  const run = runOf(env);
  if (run === undefined) return { who: login(env), host: hostname() };
  return { who: env["GITHUB_ACTOR"] ?? login(env), host: hostname(), run };
}

/** `ada@laptop`, or `ada in https://github.com/…`. */
export const actorInWords = ({ who, host, run }: Actor): string =>
  run === undefined ? `${who}@${host}` : `${who} in ${run}`;

/** A second attempt is another run: its page is not the first one's. */
function runOf(env: NodeJS.ProcessEnv): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = env;
  if (!server || !repository || !id) return undefined;
  return `${server}/${repository}/actions/runs/${id}/attempts/${env["GITHUB_RUN_ATTEMPT"] ?? "1"}`;
}

function login(env: NodeJS.ProcessEnv): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run as a number that no list of users names.
    return env["USER"] ?? `uid ${process.getuid?.() ?? "unknown"}`;
  }
}
