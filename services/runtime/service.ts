import type { z } from "zod";
import { OperatorError } from "../../contracts/errors.ts";
import { type CommonConfig, readConfig } from "./config.ts";
import { type Log, openLog } from "./log.ts";
import { type Metrics, openMetrics, serveMetrics } from "./metrics.ts";
import { listenForStop } from "./shutdown.ts";

/** What a service's main function gets. */
export interface ServiceContext<Config> {
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Fires when the process is told to stop: finish the current step, close, return. */
  readonly stop: AbortSignal;
}

/** A service: its name, what it must be told, and what it does until it is told to stop. */
export interface ServiceDefinition<Config extends CommonConfig> {
  readonly name: string;
  readonly config: z.ZodType<Config>;
  /** Whether the wrapper serves `/metrics`. @default - true; a service with its own HTTP server says false. */
  readonly serveMetrics?: boolean;
  main(context: ServiceContext<Config>): Promise<void>;
}

/** Runs `main` as the whole process. An error that nobody handled is logged and ends it with 1, and ECS starts it anew. */
export async function runService<Config extends CommonConfig>(service: ServiceDefinition<Config>): Promise<void> {
  const log = openLog(service.name, "info");
  const stop = listenForStop(() => {
    log.error("did not stop in time; ending anyway, every step is safe to repeat");
    process.exit(1);
  });
  process.exitCode = await guarded(service, log, stop.signal);
  stop.forget();
  // Sockets that a client library keeps alive must not hold a finished process.
  setTimeout(() => process.exit(), 1_000).unref();
}

async function guarded<Config extends CommonConfig>(
  service: ServiceDefinition<Config>,
  log: Log,
  stop: AbortSignal,
): Promise<number> {
  try {
    const config = readConfig(service.config, process.env);
    log.level = config.LOG_LEVEL;
    const metrics = openMetrics(service.name);
    const server =
      service.serveMetrics === false
        ? undefined
        : await serveMetrics(metrics, config.TASK_ADDRESS, config.METRICS_PORT);
    log.info({ environment: config.CAP_ENV }, "started");
    await service.main({ config, log, metrics, stop });
    server?.close();
    log.info("stopped");
    return 0;
  } catch (cause) {
    if (cause instanceof OperatorError) log.fatal({ code: cause.code, nextSteps: cause.nextSteps }, cause.message);
    else log.fatal({ err: cause }, "ended by an error nobody handled");
    return 1;
  }
}
