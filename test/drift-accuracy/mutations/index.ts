import type { Environment } from "../../../environments/environment.ts";
import type { Mutation } from "../mutation.ts";
import { alarmMutations } from "./alarms.ts";
import { bucketDocumentMutations } from "./bucket-documents.ts";
import { bucketMutations } from "./buckets.ts";
import { catalogMutations } from "./catalog.ts";
import { entranceMutations } from "./entrance.ts";
import { eventMutations } from "./events.ts";
import { firewallMutations } from "./firewall.ts";
import { functionMutations } from "./functions.ts";
import { keyMutations } from "./keys.ts";
import { logMutations } from "./logs.ts";
import { networkMutations } from "./network.ts";
import { queueMutations } from "./queues.ts";
import { roleMutations } from "./roles.ts";
import { secretMutations } from "./secrets.ts";
import { serviceMutations } from "./services.ts";
import { tableMutations } from "./tables.ts";
import { topicMutations } from "./topics.ts";

/** Every change by hand that `cap drift` has to tell, in the order in which they are made. */
export const mutations = (env: Environment): readonly Mutation[] =>
  [
    roleMutations,
    firewallMutations,
    networkMutations,
    keyMutations,
    secretMutations,
    bucketMutations,
    bucketDocumentMutations,
    tableMutations,
    catalogMutations,
    queueMutations,
    topicMutations,
    functionMutations,
    eventMutations,
    serviceMutations,
    entranceMutations,
    alarmMutations,
    logMutations,
  ].flatMap((of) => of(env));
