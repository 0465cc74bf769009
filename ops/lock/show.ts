import type { Objects } from "../../adapters/objects/port.ts";
import { type ExitCode, exitCode, OperatorError } from "../../contracts/errors.ts";
import type { Environment } from "../../environments/environment.ts";
import { answerTo } from "../ask.ts";
import type { Invocation } from "../command.ts";
import { environmentHome } from "../home.ts";
import { Journal } from "../journal/journal.ts";
import { again } from "../report/again.ts";
import { moment } from "../report/moment.ts";
import { type HomeHolder, readHomeLock } from "../workspace/lock.ts";
import { type RecordsWanted, withRecords } from "../workspace/records.ts";
import { type LockHolder, readLock, type SeenLock } from "./holder.ts";
import { judgeLock } from "./judge.ts";
import { assertReleasable, releaseLock } from "./release.ts";
import { releaseHome } from "./release-home.ts";
import { orRecordsFault } from "./store.ts";
import { lockAsText, lockInWords } from "./text.ts";

type Asked = Pick<Invocation, "env" | "emulated" | "out" | "yes" | "signal">;

/** `cap lock show --json`. */
interface LockReport {
  readonly environment: string;
  /** The environment's lock; null when nobody holds it. */
  readonly lock: {
    /** Absent when what lies there is no lock of CAP. */
    readonly holder?: LockHolder;
    /** Since its last heartbeat, seconds. */
    readonly ageSeconds: number;
    /** What of its process can be seen from here. */
    readonly process: "lives" | "ended" | "elsewhere";
    readonly releasable: boolean;
  } | null;
  /** The lock of the environment's folder on this machine; absent when nobody holds it. */
  readonly home?: HomeHolder;
}

/** Shows who holds the environment. Exit 0, whether somebody does or not. */
export const showLock = ({ env, emulated, out, signal }: Asked): Promise<ExitCode> => {
  // Before the emulated AWS is started for it, which holds that folder.
  const home = readHomeLock(environmentHome(env));
  return withLockSeen({ env, emulated, signal, operation: "cap lock show", note: out.note }, async (seen) => {
    const now = new Date();
    const lock = seen === undefined ? null : reportOf(seen, now);
    const report: LockReport = { environment: env.name, lock, ...(home === undefined ? {} : { home }) };
    out.result(report, () => inWords(env, seen, home, now));
    return exitCode.ok;
  });
};

/**
 * Takes away the lock of somebody who was cut off; a person is asked before. Exit 4 while its holder may be at work, and
 * where nobody can be asked and nobody said `--yes`.
 */
export const releaseSeenLock = (asked: Asked): Promise<ExitCode> =>
  withLockSeen({ ...asked, operation: "cap lock release", note: asked.out.note }, async (seen, journal, objects) => {
    const { env, out } = asked;
    const released = env.name === "local" ? await releaseHome(journal, out.note) : seen !== undefined;
    if (seen !== undefined) {
      assertReleasable(env, seen, new Date());
      await agree(asked, seen);
      await releaseLock({ objects, journal, seen, note: out.note });
    }
    out.result({ environment: env.name, released }, () =>
      released
        ? `the lock of ${env.name} is released; what its holder left:\n  → ${again("history", { env })}`
        : free(env),
    );
    return exitCode.ok;
  });

async function withLockSeen(
  wanted: RecordsWanted,
  act: (seen: SeenLock | undefined, journal: Journal, objects: Objects) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { env } = wanted;
  return await withRecords(wanted, async (objects) => {
    const seen =
      env.name === "local" ? undefined : await orRecordsFault(env, "nothing was changed", () => readLock(objects, env));
    return await act(seen, new Journal(objects, env), objects);
  });
}

async function agree({ env, emulated, out, yes, signal }: Asked, seen: SeenLock): Promise<void> {
  if (yes) return;
  if (!out.interactive)
    throw new OperatorError(
      "CAP_NOT_AGREED",
      `this has to be agreed to, and nobody can be asked here; the lock of ${env.name} stays`,
      [again("lock release", { env, emulated }, "--yes")],
      { exit: exitCode.refused },
    );
  const inquirer = (await import("inquirer")).default;
  const message = `The lock of ${env.name} is ${lockInWords(seen, new Date())}. Release it?`;
  const asked = inquirer.prompt<{ yes: boolean }>([{ type: "confirm", name: "yes", message, default: false }]);
  const answer = await answerTo(asked, `the lock of ${env.name} stays`, signal);
  if (!answer.yes)
    throw new OperatorError("CAP_DECLINED", `declined; the lock of ${env.name} stays`, [], { exit: exitCode.refused });
}

function reportOf(seen: SeenLock, now: Date): NonNullable<LockReport["lock"]> {
  const { ageMs, process, refusal } = judgeLock(seen, now);
  const holder = seen.holder === undefined ? {} : { holder: seen.holder };
  return { ...holder, ageSeconds: Math.round(ageMs / 1_000), process, releasable: refusal === undefined };
}

function inWords(env: Environment, seen: SeenLock | undefined, home: HomeHolder | undefined, now: Date): string {
  const stored = seen === undefined ? [] : [lockAsText(env, seen, now)];
  const here =
    home === undefined
      ? []
      : [
          `its folder here is held by ${home.operation}, process ${home.pid} on ${home.host}, since ${moment(home.since)}`,
        ];
  const both = [...stored, ...here];
  return both.length === 0 ? free(env) : both.join("\n");
}

const free = (env: Environment): string => `nobody holds ${env.name}`;
