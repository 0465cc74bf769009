import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { exitCode, OperatorError } from "../../contracts/errors.ts";
import { isAlive, processOf } from "../../local/process.ts";
import { againHere } from "../report/again.ts";
import { moment } from "../report/moment.ts";

/** Who holds an environment of this machine. */
export interface HomeHolder {
  readonly pid: number;
  /** When the process started, opaque: with it, a pid that was given to another process is told apart. */
  readonly start: string;
  readonly host: string;
  /** `cap up`, `cap down`. */
  readonly operation: string;
  /** ISO 8601, UTC. */
  readonly since: string;
}

/** A lock that is held until it is released or the process ends. */
export interface Lock {
  release(): void;
}

/** Longest that a lock may change hands before us, and how often it is looked at meanwhile, milliseconds. */
const limitMs = 5_000;
const lookEveryMs = 5;

/**
 * Takes `<home>/lock.json`. A lock of a process that no longer lives is taken over. An OperatorError (exit 4) that says
 * who holds it otherwise.
 */
export function takeLock(home: string, operation: string): Lock {
  mkdirSync(home, { recursive: true });
  const file = join(home, "lock.json");
  const self = processOf(process.pid) ?? { pid: process.pid, start: "" };
  const holder: HomeHolder = { ...self, host: hostname(), operation, since: new Date().toISOString() };
  const until = Date.now() + limitMs;
  do {
    const other = tryLock(file, holder);
    if (other === undefined) return { release: () => releaseOwn(file, holder) };
    if (other !== "changing") throw held(other, file, operation);
    pause();
  } while (Date.now() < until);
  throw new OperatorError("CAP_LOCKED", `${file} changes hands too fast; nothing was changed`, [
    "run the same command again",
  ]);
}

/** Who holds `<home>/lock.json`, as far as that can be seen from this machine; undefined when nobody does. */
export function readHomeLock(home: string): HomeHolder | undefined {
  const holder = parse(textOf(join(home, "lock.json")) ?? "");
  return holder !== undefined && holds(holder) ? holder : undefined;
}

/** Nothing can happen in this process before it has the lock, so it may as well stand still. */
const pause = (): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, lookEveryMs);

/** Takes the lock if nobody has it: undefined then, else who has it, or `changing` when that is worth another look. */
function tryLock(file: string, holder: HomeHolder): HomeHolder | "changing" | undefined {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(holder)}\n`);
  try {
    if (linked(draft, file)) return undefined;
  } finally {
    rmSync(draft, { force: true });
  }
  const text = textOf(file);
  if (text === undefined) return "changing";
  const other = parse(text);
  if (other !== undefined && holds(other)) return other;
  removeStale(file, text, holder);
  return "changing";
}

/** A hard link is made whole or not at all, and only where no file is: two processes cannot both succeed. */
function linked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Removes a lock whose holder is gone. Who looked a moment ago could hit the lock of a faster one, so the last look and
 * the removal are under a lock of their own, and the dead holder's exact words have to be there still. That second lock
 * is taken by the same rules, for its holder may die as well.
 */
function removeStale(file: string, stale: string, holder: HomeHolder): void {
  const removal = `${file}.removal`;
  if (tryLock(removal, holder) !== undefined) return;
  try {
    if (textOf(file) === stale) rmSync(file, { force: true });
  } finally {
    releaseOwn(removal, holder);
  }
}

function releaseOwn(file: string, holder: HomeHolder): void {
  const now = parse(textOf(file) ?? "");
  if (now?.pid === holder.pid && now.start === holder.start) rmSync(file, { force: true });
}

/** On another host nobody can tell whether the process lives: it counts as living. */
const holds = (h: HomeHolder): boolean => h.host !== hostname() || isAlive(h);

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** Undefined for what is no holder: then nobody holds it. */
function parse(text: string): HomeHolder | undefined {
  try {
    const value = JSON.parse(text) as Partial<HomeHolder> | null;
    return typeof value?.pid === "number" && typeof value.start === "string" ? (value as HomeHolder) : undefined;
  } catch {
    return undefined;
  }
}

function held(h: HomeHolder, file: string, operation: string): OperatorError {
  const elsewhere = h.host === hostname() ? [] : [`if no process of ${h.host} uses it any more: rm ${file}`];
  return new OperatorError(
    "CAP_LOCKED",
    `the environment is held by ${h.operation}, process ${h.pid} on ${h.host}, since ${moment(h.since)}; nothing was changed`,
    [...wayOn(h.operation, operation), ...elsewhere],
    { exit: exitCode.refused },
  );
}

/** `cap up` holds it for as long as it stays in the foreground: who waits for that waits for ever. */
function wayOn(holding: string, asking: string): string[] {
  if (holding !== "cap up") return ["wait for it, or press Ctrl-C where it runs"];
  const end = "press Ctrl-C where it runs: in the foreground it holds the environment until then";
  const makesItsOwn = asking === "cap up" || asking === "cap down";
  return [end, ...(makesItsOwn ? [] : [againHere("up", "--detach")]), "the same command again"];
}
