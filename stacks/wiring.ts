import { bronze, quarantinePrefix, silver } from "../contracts/lake.ts";
import { metricNamespace } from "../contracts/metrics.ts";
import type { ServiceName } from "../contracts/names.ts";
import { lakeGroup, topics } from "../contracts/topics.ts";
import type { Environment } from "../environments/environment.ts";
import type { Grant } from "../modules/identity/policy.ts";
import { grantQuestions } from "../modules/lake/athena-grants.ts";
import { grantList, grantRead, grantWrite } from "../modules/lake/grants.ts";
import { grantConsume, type QueueOutputs } from "../modules/messaging/queue.ts";
import { grantPutMetrics } from "../modules/observability/grants.ts";
import type { SecretOutputs } from "../modules/secrets/api-token.ts";
import {
  grantConsume as grantConsumeTopic,
  grantEnsureTopic,
  grantMeasureLag,
  grantProduce,
} from "../modules/streaming/grants.ts";
import type { StreamingOutputs } from "../modules/streaming/outputs.ts";
import { grantReadItems, grantWriteItems } from "../modules/tables/grants.ts";
import type { DurableOutputs } from "./durable.ts";

/** Port at which services answer the load balancer. */
export const servicePort = 8080;

/** What a service or function is told, and what it may do with it: the two lists belong together. */
export interface Wiring {
  readonly environment: Readonly<Record<string, string>>;
  readonly grants: readonly Grant[];
  readonly secrets?: Readonly<Record<string, SecretOutputs>>;
}

/** What the wiring connects. */
export interface WiringParts {
  readonly environment: Environment;
  readonly durable: DurableOutputs;
  readonly landed: QueueOutputs;
  readonly bus: StreamingOutputs;
}

/** The wiring of every service, in data order. */
export function serviceWiring({ environment, durable, landed, bus }: WiringParts): Record<ServiceName, Wiring> {
  const { lake, tables, apiToken } = durable;
  const { landing, bronze: bronzeBucket, silver: silverBucket, quarantine } = lake.buckets;
  const lakeNames = { BRONZE_BUCKET: bronzeBucket.name, SILVER_BUCKET: silverBucket.name };
  const objects = tables.objects;
  const asked = askingLake(environment, durable);
  return {
    collect: {
      environment: {
        LANDING_BUCKET: landing.name,
        QUARANTINE_BUCKET: quarantine.name,
        QUEUE_URL: landed.url,
        OBJECTS_TABLE: objects.name,
        BUS_URL: bus.url,
      },
      grants: [
        grantConsume(landed),
        grantRead(landing),
        grantWrite(quarantine, quarantinePrefix),
        grantReadItems(objects),
        grantWriteItems(objects),
        grantEnsureTopic(bus, topics.securityEvents),
        grantProduce(bus, topics.securityEvents),
      ],
    },
    lake: {
      environment: { ...lakeNames, BUS_URL: bus.url },
      grants: [
        grantRead(bronzeBucket, bronze.prefix),
        grantWrite(bronzeBucket, bronze.prefix),
        grantRead(silverBucket, silver.prefix),
        grantWrite(silverBucket, silver.prefix),
        grantEnsureTopic(bus, topics.securityEvents),
        grantConsumeTopic(bus, topics.securityEvents, lakeGroup),
      ],
    },
    control: {
      environment: {
        ...lakeNames,
        BUS_URL: bus.url,
        ...asked.environment,
        PORT: String(servicePort),
      },
      grants: [...asked.grants, grantMeasureLag(bus, topics.securityEvents, lakeGroup)],
      secrets: { API_TOKEN: apiToken },
    },
    web: { environment: { PORT: String(servicePort) }, grants: [] },
  };
}

/** How the lake is asked: by Athena; on one machine, where its objects are files, by an engine inside the service. */
function askingLake(place: Environment, { lake, catalog }: DurableOutputs): Wiring {
  const { bronze: bronzeBucket, silver: silverBucket } = lake.buckets;
  if (onOneMachine(place))
    return {
      environment: { LAKE_URL: "duckdb:lake" },
      grants: [grantRead(bronzeBucket, bronze.prefix), grantRead(silverBucket, silver.prefix)],
    };
  const url = `athena:${catalog.database}?workgroup=${catalog.workgroup}`;
  // A question reads 10 MB at least, and lists of all files are asked for: a page that is left open must not cost by the second.
  return {
    environment: { LAKE_URL: url, FRESH_SECONDS: "30" },
    grants: [grantQuestions({ place, lake, catalog })],
  };
}

// What is entered in the clear is entered from the same machine.
const onOneMachine = ({ entrance }: Environment): boolean => entrance.kind === "http";

/** The wiring of the function that measures how far the lake is behind what landed. */
export function freshnessWiring({ lake, tables }: DurableOutputs): Wiring {
  const { landing, bronze: bronzeBucket } = lake.buckets;
  return {
    environment: {
      LANDING_BUCKET: landing.name,
      BRONZE_BUCKET: bronzeBucket.name,
      OBJECTS_TABLE: tables.objects.name,
      METRIC_NAMESPACE: metricNamespace,
    },
    grants: [
      grantList(landing),
      grantList(bronzeBucket),
      grantReadItems(tables.objects),
      grantPutMetrics(metricNamespace),
    ],
  };
}
