import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition/index.js";
import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";
import type { LogGroupOutputs } from "./log-group.ts";

/** Questions to the logs that are asked at night, ready to run. */
export interface SavedQueriesProps {
  readonly place: Place;
  /** Logs of services: one JSON object a line. */
  readonly services: readonly LogGroupOutputs[];
  /** Logs of functions: the same, and Lambda's own reports. */
  readonly functions: readonly LogGroupOutputs[];
}

type Logs = "services" | "functions" | "all";

/** By name; runbooks call them by it. */
const queries: Readonly<Record<string, { readonly of: Logs; readonly asks: string }>> = {
  "last-errors": {
    of: "all",
    asks: `fields @timestamp, service, msg, err.message
| filter level in ["error", "fatal", "ERROR", "FATAL"]
| sort @timestamp desc
| limit 100`,
  },
  "errors-by-message": {
    of: "services",
    asks: `filter level in ["error", "fatal"]
| stats count(*) as times, max(@timestamp) as last by service, msg
| sort times desc
| limit 50`,
  },
  "starts-and-stops": {
    of: "services",
    asks: `fields @timestamp, service, msg, @logStream
| filter msg like /(?i)(started|stopping|stopped)/
| sort @timestamp desc
| limit 200`,
  },
  "slow-calls": {
    of: "functions",
    asks: `filter type = "platform.report"
| stats count(*) as calls, pct(record.metrics.durationMs, 90) as p90, max(record.metrics.maxMemoryUsedMB) as mostMemory by @log
| sort p90 desc`,
  },
};

/** Logs Insights queries of an environment, in a folder of their own in the console. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, { place, services, functions }: SavedQueriesProps) {
    super(scope, id);
    const logs: Record<Logs, readonly LogGroupOutputs[]> = { services, functions, all: [...services, ...functions] };
    for (const [name, { of, asks }] of Object.entries(queries))
      new CloudwatchQueryDefinition(this, name, {
        name: `${names.prefix(place)}/${name}`,
        logGroupNames: logs[of].map((log) => log.name),
        queryString: asks,
      });
  }
}
