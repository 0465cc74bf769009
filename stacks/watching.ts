import type { Construct } from "constructs";
import { serviceNames } from "../contracts/names.ts";
import { platformEvents } from "../contracts/platform-events.ts";
import type { Environment } from "../environments/environment.ts";
import { deadLetterAlarm } from "../modules/messaging/alarms.ts";
import { EventBus, type EventBusOutputs } from "../modules/messaging/event-bus.ts";
import type { AlarmSpec } from "../modules/observability/alarm.ts";
import { AlarmTopic, type AlarmTopicOutputs } from "../modules/observability/alarm-topic.ts";
import { Alarms } from "../modules/observability/alarms.ts";
import { certificateEvents } from "../modules/observability/certificate-events.ts";
import { Dashboard, type DashboardOutputs } from "../modules/observability/dashboard.ts";
import { deployingAlarm } from "../modules/observability/deploying.ts";
import { ErrorCounts, errorAlarms } from "../modules/observability/error-counts.ts";
import { type EventAlarmSpec, EventAlarms } from "../modules/observability/event-alarms.ts";
import { keyEvents } from "../modules/observability/key-events.ts";
import type { LogGroupOutputs } from "../modules/observability/log-group.ts";
import { Page } from "../modules/observability/page.ts";
import { Paging } from "../modules/observability/paging.ts";
import { platformEventAlarms } from "../modules/observability/platform-events.ts";
import { SavedQueries } from "../modules/observability/saved-queries.ts";
import { topicAlarm } from "../modules/observability/topic-alarms.ts";
import { stageInTraces, Tracing } from "../modules/observability/tracing.ts";
import { backupEvents } from "../modules/recovery/alarms.ts";
import { LagValues } from "../modules/streaming/lag-values.ts";
import { platformAlarms, type Watched } from "./alarms.ts";
import { planExperiments } from "./experiments.ts";
import type { PlatformOptions } from "./options.ts";
import { costGraphs, securityGraphs } from "./pages.ts";

/** What watching tells the manifest. */
export interface Watching {
  readonly alarmTopic: AlarmTopicOutputs;
  readonly dashboard: DashboardOutputs;
  /** Absent where nobody is told. */
  readonly eventBus?: EventBusOutputs;
}

/** Alarms and where they go, events, pages, queries and traces of everything that runs. */
export function watch(scope: Construct, { environment: place }: PlatformOptions, watched: Watched): Watching {
  const key = watched.durable.keys.operations;
  const { notify } = place.observability;
  const alarmTopic = new AlarmTopic(scope, "alarm-topic", {
    place,
    name: "alarms",
    key,
    notify,
    keepUndelivered: true,
  }).outputs;
  const pages =
    place.safety === "protected"
      ? new AlarmTopic(scope, "page-topic", { place, name: "pages", key, notify, keepUndelivered: true }).outputs
      : undefined;
  const told = { alarms: alarmTopic, ...(pages === undefined ? {} : { pages }) };
  const alarms = everyAlarm(scope, place, watched, told);
  const states = new Alarms(scope, "alarms", { place, topic: alarmTopic, alarms }).outputs;
  const dashboard = new Dashboard(scope, "dashboard", { place, alarms, states }).outputs;
  if (pages !== undefined) new Paging(scope, "paging", { place, topic: pages, alarms, states });
  planExperiments(scope, place, watched, { alarms, states });
  const events = everyEvent(place, watched);
  const { ruleNames } = new EventAlarms(scope, "events", { place, topic: alarmTopic, events }).outputs;
  lookInto(scope, place, watched, ruleNames);
  return { alarmTopic, dashboard, ...listen(scope, place, watched, alarmTopic) };
}

/** Where commands say what they did, and people hear of it; silent where nobody would. */
function listen(
  scope: Construct,
  place: Environment,
  { durable }: Watched,
  topic: AlarmTopicOutputs,
): Pick<Watching, "eventBus"> {
  if (place.observability.notify.length === 0) return {};
  const eventBus = new EventBus(scope, "event-bus", { place, name: platformEvents.bus, key: durable.keys.operations })
    .outputs;
  new EventAlarms(scope, "platform-events", { place, topic, events: platformEventAlarms, bus: eventBus });
  return { eventBus };
}

type Told = Readonly<Record<string, AlarmTopicOutputs>>;

/** The alarms of what runs, and of being told itself. */
function everyAlarm(scope: Construct, place: Environment, watched: Watched, told: Told): AlarmSpec[] {
  const logs = Object.fromEntries(serviceNames.map((name) => [name, watched.services[name].logGroup]));
  new ErrorCounts(scope, "errors", { place, logs });
  if (watched.bus.kind === "kraft") new LagValues(scope, "lag", { place, log: watched.services.lake.logGroup });
  return [
    ...platformAlarms(place, watched),
    ...errorAlarms({ place, logs }, { maxErrors: 10 }),
    ...Object.entries(told).flatMap(([name, topic]) => [
      topicAlarm(name, topic),
      ...(topic.deadLetters === undefined ? [] : [deadLetterAlarm(name, topic.deadLetters)]),
    ]),
    deployingAlarm(place),
  ];
}

/** What is told when it happens, because no metric says it. */
function everyEvent({ entrance }: Environment, { durable }: Watched): EventAlarmSpec[] {
  const { keys, vault } = durable;
  return [
    ...keyEvents(Object.values(keys)),
    ...(entrance.kind === "https" ? certificateEvents : []),
    ...(vault === undefined ? [] : backupEvents(vault)),
  ];
}

/** What is looked into by day: queries, traces, and pages of cost and security where the environment is protected. */
function lookInto(scope: Construct, place: Environment, watched: Watched, rules: readonly string[]): void {
  const services = serviceNames.map((name) => watched.services[name]);
  const functions = [watched.freshness, ...(watched.api === undefined ? [] : [watched.api.authorizer])];
  const logsOf = (parts: readonly { readonly logGroup: LogGroupOutputs }[]) => parts.map((part) => part.logGroup);
  new SavedQueries(scope, "queries", { place, services: logsOf(services), functions: logsOf(functions) });
  const { traced: share } = place.observability;
  if (share > 0) new Tracing(scope, "tracing", { place, share, services: tracedNames(watched, functions) });
  // Beyond three an account pays for each page.
  if (place.safety !== "protected") return;
  new Page(scope, "cost-page", { place, name: "cost", graphs: costGraphs(watched) });
  new Page(scope, "security-page", { place, name: "security", graphs: securityGraphs(watched, rules) });
}

/**
 * What sends traces: functions, and the API's stage. Services in ECS send none, and a run of the nightly jobs, which takes
 * minutes, is no request that could be slow.
 */
const tracedNames = ({ api }: Watched, functions: readonly { readonly name: string }[]): string[] => [
  ...functions.map(({ name }) => name),
  ...(api === undefined ? [] : [stageInTraces(api.rest.name, api.rest.version)]),
];
