import { z } from "zod";
import type { Fault } from "../../contracts/errors.ts";
import { ProblemError } from "./problem.ts";

/** The JSON schema of parameters, for the documentation: what is shown and what is checked come from one place. */
export function documented(schema: z.ZodType): object {
  const { $schema: _, additionalProperties: __, ...rest } = z.toJSONSchema(schema, { io: "input" });
  return rest;
}

/** The parameters of a request, checked. Throws one 400 that lists every wrong one. */
export function checked<T>(schema: z.ZodType<T>, given: unknown): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const seen = (given ?? {}) as Readonly<Record<string, unknown>>;
  const faults = parsed.error.issues.flatMap((issue): Fault[] => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((field) => ({ field, got: seen[field], want: "no such parameter" }));
    }
    const field = issue.path.join(".");
    return [{ field, got: seen[field], want: issue.message }];
  });
  throw new ProblemError({
    status: 400,
    title: "Parameters are not valid",
    detail: `Correct ${faults.map((f) => f.field).join(", ")} and ask again; /docs lists every parameter.`,
    faults,
  });
}
