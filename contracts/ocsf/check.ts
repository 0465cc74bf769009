import type { Fault } from "../errors.ts";
import { type SilverFields, type SilverType, silverFields } from "./silver.ts";

/**
 * What is wrong with an event that is to go to silver: fields that silver has no column for, values of another type,
 * required fields that are missing. Costs a walk over the event; the OCSF JSON schema itself is checked by tests.
 */
export function checkApiActivity(event: unknown): readonly Fault[] {
  return faultsOfStruct("", silverFields, event);
}

function faultsOfStruct(path: string, fields: SilverFields, value: unknown): Fault[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [{ field: path, got: value, want: "an object" }];
  }
  const seen: Readonly<Record<string, unknown>> = { ...value };
  const unknown = Object.keys(seen).filter((name) => !Object.hasOwn(fields, name));
  return [
    ...unknown.map((name) => ({ field: path + name, got: seen[name], want: "no such field" })),
    ...Object.entries(fields).flatMap(([name, field]) => {
      if (seen[name] !== undefined) return faultsOfValue(path + name, field.type, seen[name]);
      return field.required ? [{ field: path + name, got: undefined, want: "a value" }] : [];
    }),
  ];
}

function faultsOfValue(path: string, type: SilverType, value: unknown): Fault[] {
  if (typeof type === "string") return fits[type](value) ? [] : [{ field: path, got: value, want: type }];
  if ("struct" in type) return faultsOfStruct(`${path}.`, type.struct, value);
  if (!Array.isArray(value)) return [{ field: path, got: value, want: "a list" }];
  return value.flatMap((element, i) => faultsOfValue(`${path}[${i}]`, type.list, element));
}

const fits: Readonly<Record<Extract<SilverType, string>, (value: unknown) => boolean>> = {
  string: (value) => typeof value === "string",
  int: (value) => Number.isInteger(value) && Math.abs(value as number) < 2 ** 31,
  bigint: (value) => Number.isSafeInteger(value),
  boolean: (value) => typeof value === "boolean",
  timestamp: (value) => typeof value === "string" && !Number.isNaN(Date.parse(value)),
  json: () => true,
};
