import type { Resource } from "../support/synthesised.ts";

/** A statement in the spelling of the policy language; one value may stand for a list of one. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  readonly Action?: string | readonly string[];
  readonly NotAction?: unknown;
  readonly Resource?: string | readonly string[];
  readonly NotResource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A statement, and the resource that carries it. */
export interface Carried {
  readonly resource: Resource;
  readonly statement: Statement;
}

/** A value that may be one or a list, as a list. */
export const list = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;

const isDocument = (value: unknown): value is string => typeof value === "string" && value.includes('"Statement"');

/** Every string anywhere in a value. */
function* stringsIn(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null) for (const part of Object.values(value)) yield* stringsIn(part);
}

function statementsIn(document: string): readonly Statement[] {
  const { Statement: found } = JSON.parse(document) as { Statement: Statement | readonly Statement[] };
  return [found].flat();
}

/** Every statement of every policy document that any resource carries, in whichever attribute. */
export const statementsOf = (resources: readonly Resource[]): Carried[] =>
  resources.flatMap((resource) =>
    [...stringsIn(resource.has)]
      .filter(isDocument)
      .flatMap(statementsIn)
      .map((statement) => ({ resource, statement })),
  );
