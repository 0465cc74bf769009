import { type Logger, pino } from "pino";

/** The log of one service: one JSON object a line on standard output, which ECS carries to CloudWatch Logs. */
export type Log = Logger;

/** Opens the log of a service. Fields that could hold a secret are replaced, wherever they appear one level down. */
export function openLog(service: string, level: string): Log {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: ["token", "secret", "password", "authorization", "*.token", "*.secret", "*.password", "*.authorization"],
  });
}
