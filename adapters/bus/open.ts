import type { KafkaAccess } from "./kafka-access.ts";
import type { Bus } from "./port.ts";
import type { RightsAdmin } from "./rights-port.ts";
import type { TopicAdmin } from "./topics-port.ts";
import { type BusPlace, type BusUrlOptions, readBusUrl } from "./url.ts";

/**
 * Opens a bus by URL: `sqlite:<path>`, made if it is missing, `kafka://<host>:<port>,<host>:<port>`, or
 * `kafka+iam://…` for brokers that speak TLS and ask for IAM.
 * Throws OperatorError CAP_BUS_URL for any other URL and BusError when the bus cannot be reached.
 */
export async function openBus(url: string, options: BusUrlOptions = {}): Promise<Bus> {
  const place = readBusUrl(url, options);
  if (place.kind === "sqlite") return (await import("./sqlite.ts")).openSqliteBus(place.path);
  return (await import("./kafka.ts")).openKafkaBus(await accessTo(place));
}

/** Opens the topics of a bus by the same URL, to look at and to change. Throws as {@link openBus} does. */
export async function openTopics(url: string, options: BusUrlOptions = {}): Promise<TopicAdmin> {
  const place = readBusUrl(url, options);
  if (place.kind === "sqlite") return (await import("./sqlite-topics.ts")).openSqliteTopics(place.path);
  return (await import("./kafka-topics.ts")).openKafkaTopics(await accessTo(place));
}

/**
 * Opens the rules of a bus by the same URL: who may do what with its topics. Undefined for an embedded bus, which is a
 * file and asks nobody. Throws as {@link openBus} does.
 */
export async function openRights(url: string, options: BusUrlOptions = {}): Promise<RightsAdmin | undefined> {
  const place = readBusUrl(url, options);
  if (place.kind === "sqlite") return undefined;
  return (await import("./kafka-rights.ts")).openKafkaRights(await accessTo(place));
}

async function accessTo({ brokers, security }: Extract<BusPlace, { kind: "kafka" }>): Promise<KafkaAccess> {
  if (security === "none") return { brokers };
  return { brokers, security: (await import("./kafka-iam.ts")).iamSecurity(brokers) };
}
