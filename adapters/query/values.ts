import {
  DuckDBArrayValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBUnionValue,
  type DuckDBValue,
} from "@duckdb/node-api";
import type { Value } from "./port.ts";

// A double keeps 15 decimal digits for certain.
const exactDigits = 15;

const ofInteger = (n: bigint): Value =>
  n >= BigInt(Number.MIN_SAFE_INTEGER) && n <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(n) : String(n);

const ofDecimal = (d: DuckDBDecimalValue): Value =>
  String(d.value).replace("-", "").length <= exactDigits ? d.toDouble() : d.toString();

/** ISO 8601, UTC: milliseconds, or microseconds where there are some. "infinity" and "-infinity" stay words. */
function ofMicros(micros: bigint): string {
  const time = new DuckDBTimestampValue(micros);
  if (!time.isFinite) return time.toString();
  // JavaScript's own dates know no microseconds; DuckDB prints `2026-01-31 09:30:00.123456`, less without a fraction.
  const [day, clock = ""] = time.toString().split(" ");
  const [seconds, fraction = ""] = clock.split(".");
  return `${day}T${seconds}.${fraction.padEnd(3, "0")}Z`;
}

function ofTime(value: DuckDBValue): string | undefined {
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue) return ofMicros(value.micros);
  if (value instanceof DuckDBTimestampMillisecondsValue) return ofMicros(value.millis * 1_000n);
  if (value instanceof DuckDBTimestampSecondsValue) return ofMicros(value.seconds * 1_000_000n);
  if (value instanceof DuckDBTimestampNanosecondsValue) return ofMicros(value.nanos / 1_000n);
  return undefined;
}

function ofMap(map: DuckDBMapValue): Value {
  if (map.entries.every(({ key }) => typeof key === "string"))
    return Object.fromEntries(map.entries.map(({ key, value }) => [String(key), jsonValue(value)]));
  return map.entries.map(({ key, value }) => ({ key: jsonValue(key), value: jsonValue(value) }));
}

/**
 * A value of DuckDB as JSON: whole numbers beyond 2^53 and decimals of more than 15 digits as strings, NaN and infinities
 * as words, timestamps as ISO 8601 in UTC, lists as arrays, structs as objects, maps as objects (as `{key, value}` pairs
 * unless every key is a string), everything else as DuckDB prints it.
 */
export function jsonValue(value: DuckDBValue): Value {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "bigint") return ofInteger(value);
  if (value instanceof DuckDBStructValue)
    return Object.fromEntries(Object.entries(value.entries).map(([name, v]) => [name, jsonValue(v)]));
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) return value.items.map(jsonValue);
  if (value instanceof DuckDBMapValue) return ofMap(value);
  if (value instanceof DuckDBDecimalValue) return ofDecimal(value);
  if (value instanceof DuckDBUnionValue) return jsonValue(value.value);
  return ofTime(value) ?? value.toString();
}
