import { existsSync } from "node:fs";
import { join } from "node:path";
import { openRights, openTopics } from "../../adapters/bus/open.ts";
import { BusError } from "../../adapters/bus/port.ts";
import { readBusUrl } from "../../adapters/bus/url.ts";
import { type ExitCode, exitCode, OperatorError } from "../../contracts/errors.ts";
import { topicRights } from "../../contracts/topic-rights.ts";
import { topics } from "../../contracts/topics.ts";
import type { Environment } from "../../environments/environment.ts";
import { answerTo } from "../ask.ts";
import type { Invocation, Output } from "../command.ts";
import { emulatedEndpoint } from "../endpoint.ts";
import { environmentHome } from "../home.ts";
import { Journal } from "../journal/journal.ts";
import { openRecords } from "../lock/store.ts";
import { withLock } from "../lock/with-lock.ts";
import { assertCredentials } from "../probes/credentials.ts";
import { openLook } from "../probes/look.ts";
import { runtime } from "../probes/manifest.ts";
import { patiently } from "../process/patience.ts";
import { again, onEmulated } from "../report/again.ts";
import { type Admins, type Looked, type Made, madeInWords, make, makeRecorded } from "./making.ts";
import { differs, losing, planTopics, type TopicPlan } from "./plan.ts";
import { planRights, type RightsPlan, rightsAsText } from "./rights.ts";
import { changeInWords, planAsText } from "./text.ts";

type Asked = Pick<Invocation, "env" | "emulated" | "out" | "signal">;

/** What {@link reconcile} needs. */
interface Acting extends Pick<Invocation, "env" | "emulated" | "signal"> {
  readonly out: Pick<Output, "interactive" | "note">;
  /**
   * Of an environment that is starting: how long its bus is waited for, milliseconds; one that is a file is made.
   * @default - a bus that is not there is a fault.
   */
  readonly startsWithinMs?: number;
}

/** What `cap topics` found, and after an apply what it did; `--json` prints it. */
interface TopicsResult extends Looked, Partial<Made> {
  readonly environment: string;
  readonly bus: string;
}

const none: Made = { made: [] };

/** Shows what would change. Exit 2 when something is not as its contract says. */
export const showPlan = (asked: Asked): Promise<ExitCode> =>
  withBus(asked, async (admins, bus) => {
    const looked = await look(asked, admins);
    const result: TopicsResult = { environment: asked.env.name, bus, ...looked };
    asked.out.result(result, () => inWords(looked));
    const { plan, rights } = looked;
    return differs(plan) || hasMissing(rights) ? exitCode.findings : exitCode.ok;
  });

/** Shows what changes and makes exactly that. Exit 4 when something had to be refused. */
export async function applyPlan(asked: Asked): Promise<ExitCode> {
  const result = await reconcile(asked);
  const { plan } = result;
  asked.out.result(result, () => madeInWords(plan, result));
  return plan.refused.length > 0 ? exitCode.refused : exitCode.ok;
}

/**
 * Tells what differs, asks where records would go, and makes what was told, under the environment's lock (`local` has
 * none); its journal is told.
 */
export const reconcile = (asked: Acting): Promise<TopicsResult & Made> =>
  withBus(asked, async (admins, bus) => {
    const { env, emulated, out, signal } = asked;
    const objects = await openRecords(env, { emulated });
    const lock = { env, objects, operation: "cap topics apply", signal, note: out.note };
    return await withLock(lock, async ({ id, signal: held }) => {
      const looked = await look(asked, admins);
      const { plan, rights } = looked;
      out.note(inWords(looked));
      await agree({ ...asked, signal: held }, plan);
      // Whoever was asked may have been away for so long that the lock was lost.
      held.throwIfAborted();
      const record = { journal: new Journal(objects, env), act: id, note: out.note, signal: held };
      const done = plan.changes.length > 0 || hasMissing(rights) ? await makeRecorded(record, admins, looked) : none;
      return { environment: env.name, bus, ...looked, ...done };
    });
  });

/**
 * The same in an environment that nobody else knows of and that is thrown away: without lock and journal, which are not
 * there where runtime is built anew in another Region.
 */
export const reconcileAlone = (asked: Omit<Acting, "out">): Promise<Made> =>
  withBus(asked, async (admins) => make(admins, await look(asked, admins), [], asked.signal));

const hasMissing = (rights: RightsPlan | undefined): boolean => (rights?.missing.length ?? 0) > 0;

async function look({ env }: Pick<Acting, "env">, admins: Admins): Promise<Looked> {
  const plan = planTopics(Object.values(topics), await admins.topics.list());
  const rules = await admins.rights?.list().catch((error: unknown) => {
    throw error instanceof BusError ? unseenRights(env, error) : error;
  });
  return { plan, ...(rules === undefined ? {} : { rights: planRights(topicRights, rules) }) };
}

const inWords = ({ plan, rights }: Looked): string =>
  [planAsText(plan), ...(rights === undefined ? [] : [rightsAsText(rights)])].join("\n\n");

/** Whether some clients of the bus come with a password: the others have IAM, or nobody asks. */
const hasUsers = ({ streaming }: Environment): boolean =>
  streaming.kind === "msk-provisioned" &&
  streaming.transport === "tls" &&
  (streaming.authentication?.includes("scram") ?? false);

/** The environment's bus, for as long as `use` runs. */
async function withBus<T>(asked: Omit<Acting, "out">, use: (admins: Admins, bus: string) => Promise<T>): Promise<T> {
  const { env, startsWithinMs, signal } = asked;
  const url = await busUrl(asked);
  const baseDir = join(environmentHome(env), "volumes");
  const place = readBusUrl(url, { baseDir });
  // Opening would make the file, which is for services to do: a bus that nobody uses needs no topics.
  if (place.kind === "sqlite" && startsWithinMs === undefined && !existsSync(place.path)) throw noBus(env, place.path);
  const opening = patiently(() => openTopics(url, { baseDir }), startsWithinMs ?? 0, signal);
  const opened = await opening.catch((error: unknown) => {
    if (error instanceof BusError) throw unreachable(env, url, error);
    throw error;
  });
  const rights = hasUsers(env) ? await openRights(url, { baseDir }) : undefined;
  try {
    return await use({ topics: opened, ...(rights === undefined ? {} : { rights }) }, url);
  } finally {
    await rights?.close();
    await opened.close();
  }
}

async function busUrl({ env, emulated, signal }: Omit<Acting, "out">): Promise<string> {
  const endpoint = emulated ? { endpoint: await emulatedEndpoint(env) } : {};
  const look = openLook({ env, home: environmentHome(env), ...endpoint, signal });
  try {
    await assertCredentials(look);
    return (await runtime(look)).bus.url;
  } finally {
    look.close();
  }
}

/** Records that end before their time are worth a question; everything else can be undone or takes nothing away. */
async function agree({ env, out, signal }: Acting, plan: TopicPlan): Promise<void> {
  const losses = losing(plan);
  if (losses.length === 0) return;
  const what = losses.map((change) => `${change.topic.name}: ${changeInWords(change)}`).join("; ");
  if (!out.interactive) {
    if (env.safety === "disposable") return;
    throw new OperatorError(
      "CAP_LOSES_RECORDS",
      `${what}: ${env.name} is protected, so a person has to agree; nothing was changed`,
      ["at a terminal:", again("topics apply", { env })],
      { exit: exitCode.refused },
    );
  }
  const inquirer = (await import("inquirer")).default;
  const message = `${what}. Go on?`;
  const asked = inquirer.prompt<{ yes: boolean }>([{ type: "confirm", name: "yes", message, default: false }]);
  const { yes } = await answerTo(asked, `no topic of ${env.name} was changed`, signal);
  if (!yes)
    throw new OperatorError("CAP_DECLINED", `declined; no topic of ${env.name} was changed`, [], {
      exit: exitCode.refused,
    });
}

const noBus = (env: Environment, path: string): OperatorError =>
  new OperatorError("CAP_NO_BUS", `there is no bus of ${env.name} at ${path}; services make it at their start`, [
    onEmulated(env) ? again("up", { env }) : again("apply", { env }, "--release FILE"),
  ]);

const unreachable = (env: Environment, url: string, cause: BusError): OperatorError =>
  new OperatorError(
    "CAP_BUS_UNREACHABLE",
    `the bus of ${env.name} at ${url} does not answer; nothing was changed\n${cause.message}`,
    [
      again("health", { env }, "--only bus"),
      "brokers in a VPC answer inside it only: run the command where the VPC can be reached",
    ],
    { cause },
  );

const unseenRights = (env: Environment, cause: BusError): OperatorError =>
  new OperatorError(
    "CAP_RIGHTS_UNSEEN",
    `who may do what on the bus of ${env.name} cannot be seen; nothing was changed\n${cause.message}`,
    ["come as a role that may kafka-cluster:DescribeCluster, and for apply kafka-cluster:AlterCluster"],
    { cause },
  );
