import { existsSync } from "node:fs";
import { join } from "node:path";
import { openTopics } from "../../adapters/bus/open.ts";
import { BusError } from "../../adapters/bus/port.ts";
import type { TopicAdmin } from "../../adapters/bus/topics-port.ts";
import { readBusUrl } from "../../adapters/bus/url.ts";
import { type ExitCode, exitCode, OperatorError } from "../../contracts/errors.ts";
import { topics } from "../../contracts/topics.ts";
import type { Environment } from "../../environments/environment.ts";
import { answerTo } from "../ask.ts";
import type { Invocation } from "../command.ts";
import { emulatedEndpoint } from "../endpoint.ts";
import { environmentHome } from "../home.ts";
import { openLook } from "../probes/look.ts";
import { runtime } from "../probes/manifest.ts";
import { differs, losing, planTopics, type TopicChange, type TopicPlan } from "./plan.ts";
import { runPlan } from "./run.ts";
import { changeInWords, planAsText } from "./text.ts";

type Asked = Pick<Invocation, "env" | "emulated" | "out" | "signal">;

/** What `cap topics` found and did; `--json` prints it. */
interface TopicsResult {
  readonly environment: string;
  readonly bus: string;
  readonly plan: TopicPlan;
  /** Changes that were made; absent after a plan. */
  readonly made?: readonly TopicChange[];
}

/** Shows what would change. Exit 2 when something is not as its contract says. */
export const showPlan = (asked: Asked): Promise<ExitCode> =>
  withTopics(asked, async (admin, bus) => {
    const plan = planTopics(Object.values(topics), await admin.list());
    const result: TopicsResult = { environment: asked.env.name, bus, plan };
    asked.out.result(result, () => planAsText(plan));
    return differs(plan) ? exitCode.findings : exitCode.ok;
  });

/** Shows what changes, asks where records would go, and makes exactly that. Exit 4 when something had to be refused. */
export const applyPlan = (asked: Asked): Promise<ExitCode> =>
  withTopics(asked, async (admin, bus) => {
    const { env, out } = asked;
    const plan = planTopics(Object.values(topics), await admin.list());
    out.note(planAsText(plan));
    await agree(asked, plan);
    const made: TopicChange[] = [];
    await runPlan(admin, plan, (change) => made.push(change)).catch((error: unknown) => {
      throw halfway(env, plan, made, error);
    });
    const result: TopicsResult = { environment: env.name, bus, plan, made };
    out.result(result, () => `${made.length} of ${plan.changes.length} changes made`);
    return plan.refused.length > 0 ? exitCode.refused : exitCode.ok;
  });

/** The topics of the environment's bus, for as long as `use` runs. */
async function withTopics(asked: Asked, use: (admin: TopicAdmin, bus: string) => Promise<ExitCode>): Promise<ExitCode> {
  const { env } = asked;
  const url = await busUrl(asked);
  const baseDir = join(environmentHome(env), "volumes");
  const place = readBusUrl(url, { baseDir });
  // Opening would make the file, which is for services to do: a bus that nobody uses needs no topics.
  if (place.kind === "sqlite" && !existsSync(place.path)) throw noBus(env, place.path);
  const admin = await openTopics(url, { baseDir }).catch((error: unknown) => {
    if (error instanceof BusError) throw unreachable(env, url, error);
    throw error;
  });
  try {
    return await use(admin, url);
  } finally {
    await admin.close();
  }
}

async function busUrl({ env, emulated, signal }: Asked): Promise<string> {
  const endpoint = emulated ? { endpoint: await emulatedEndpoint(env) } : {};
  const look = openLook({ env, home: environmentHome(env), ...endpoint, signal });
  try {
    return (await runtime(look)).bus.url;
  } finally {
    look.close();
  }
}

/** Records that end before their time are worth a question; everything else can be undone or takes nothing away. */
async function agree({ env, out, signal }: Asked, plan: TopicPlan): Promise<void> {
  const losses = losing(plan);
  if (losses.length === 0) return;
  const what = losses.map((change) => `${change.topic.name}: ${changeInWords(change)}`).join("; ");
  if (!out.interactive) {
    if (env.safety === "disposable") return;
    throw new OperatorError(
      "CAP_LOSES_RECORDS",
      `${what}: ${env.name} is protected, so a person has to agree; nothing was changed`,
      [`cap topics apply --env ${env.name} at a terminal`],
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
    `cap up --env ${env.name}`,
  ]);

const unreachable = (env: Environment, url: string, cause: BusError): OperatorError =>
  new OperatorError(
    "CAP_BUS_UNREACHABLE",
    `the bus of ${env.name} at ${url} does not answer; nothing was changed\n${cause.message}`,
    [
      `cap health --env ${env.name} --only bus`,
      "brokers in a VPC answer inside it only: run the command where the VPC can be reached",
    ],
    { cause },
  );

const halfway = (env: Environment, plan: TopicPlan, made: readonly TopicChange[], cause: unknown): unknown =>
  cause instanceof BusError
    ? new OperatorError(
        "CAP_TOPICS",
        `${made.length} of ${plan.changes.length} changes were made and stay; then: ${cause.message}`,
        [`cap topics apply --env ${env.name} goes on from here`],
        { cause },
      )
    : cause;
