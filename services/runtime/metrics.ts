import { createServer, type Server } from "node:http";
import { Counter, collectDefaultMetrics, Registry } from "prom-client";
import { BugError } from "../../contracts/errors.ts";

/** The metrics of one process. */
export interface Metrics {
  readonly registry: Registry;
  /**
   * Counts how events end in this process. `cap_events_in_total` is raised by the same call that raises
   * `cap_events_out_total{outcome, reason}`: in = kept + dropped + dead-lettered holds at every scrape.
   */
  count(outcomes: Outcomes): void;
}

/** How a batch of events ended: the sum over `out` has to be `in`. Reasons must be few: they become label values. */
export interface Outcomes {
  readonly in: number;
  readonly out: readonly {
    readonly outcome: "keep" | "drop" | "dead-letter";
    readonly reason: string;
    readonly n: number;
  }[];
}

/** Makes the metrics of a process, Node's own included. */
export function openMetrics(service: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  const events = new Counter({ name: "cap_events_in_total", help: "events taken in", registers: [registry] });
  const ended = new Counter({
    name: "cap_events_out_total",
    help: "events by how they ended",
    labelNames: ["outcome", "reason"],
    registers: [registry],
  });
  return {
    registry,
    count(outcomes) {
      const sum = outcomes.out.reduce((total, o) => total + o.n, 0);
      if (sum !== outcomes.in) throw new BugError(`${outcomes.in} events came in and ${sum} ended`);
      events.inc(outcomes.in);
      for (const { outcome, reason, n } of outcomes.out) ended.inc({ outcome, reason }, n);
    },
  };
}

/** Serves `/metrics` (Prometheus text) and `/healthz` (200 while the process lives). Port 0 takes a free one. */
export async function serveMetrics(metrics: Metrics, address: string, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url === "/healthz") return response.end("ok\n");
    if (request.url !== "/metrics") return response.writeHead(404).end();
    metrics.registry.metrics().then(
      (text) => response.setHeader("content-type", metrics.registry.contentType).end(text),
      (cause: unknown) => response.writeHead(500).end(String(cause)),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, address, resolve);
  });
  server.unref();
  return server;
}
