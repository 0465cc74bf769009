import type { Environment } from "../../environments/environment.ts";

/** Whether the emulated AWS has to run Kafka for this environment's bus. */
export const needsKafka = ({ streaming }: Pick<Environment, "streaming">): boolean => streaming.kind !== "embedded";
