import { QueryError, type RunOptions } from "./port.ts";

type Parameters = NonNullable<RunOptions["params"]>;

// What is no code: texts, quoted names, comments.
const opaque = /('(?:[^']|'')*'|"(?:[^"]|"")*")|--[^\n]*|\/\*[\s\S]*?\*\//g;

/** One statement that only reads, in parts: code and what is quoted in turns, without comments. */
export interface Statement {
  readonly parts: readonly { readonly quoted: boolean; readonly text: string }[];
}

const wrong = (message: string): QueryError => new QueryError("sql", message, "never");

/** Takes a text apart; QueryError "sql" unless it is one SELECT (also WITH and VALUES). */
export function statementOf(sql: string): Statement {
  const parts = partsOf(sql);
  const code = parts.map(({ quoted, text }) => (quoted ? "''" : text)).join("");
  const count = code.split(";").filter((part) => part.trim() !== "").length;
  if (count !== 1) throw wrong(`got ${count} statements, want one`);
  if (!/^[\s(]*(select|with|values)\b/i.test(code)) throw wrong("only SELECT (also WITH, VALUES) can be run here");
  return { parts: parts.map(({ quoted, text }) => ({ quoted, text: quoted ? text : text.replaceAll(";", "") })) };
}

function partsOf(sql: string): Statement["parts"] {
  const parts: { quoted: boolean; text: string }[] = [];
  let at = 0;
  for (const { 0: whole, 1: quoted, index } of sql.matchAll(opaque)) {
    parts.push({ quoted: false, text: sql.slice(at, index) });
    parts.push(quoted === undefined ? { quoted: false, text: " " } : { quoted: true, text: quoted });
    at = index + whole.length;
  }
  return [...parts, { quoted: false, text: sql.slice(at) }];
}

/** Whether a name stands somewhere in the code. */
export const mentions = ({ parts }: Statement, name: RegExp): boolean =>
  parts.some(({ quoted, text }) => name.test(quoted ? text.replaceAll('"', "") : text));

/**
 * The statement as text, with values in the place of `$1`, `$2`, …. They are written as literals: Athena takes parameters
 * of its own only in WHERE (user guide, "Use parameterized queries"), and takes those as literals too.
 */
export function bound({ parts }: Statement, params: Parameters = []): string {
  const used = new Set<number>();
  const put = (_: string, number: string): string => {
    const value = params[Number(number) - 1];
    if (value === undefined) throw wrong(`there is no value for $${number}`);
    used.add(Number(number));
    return literal(value);
  };
  const text = parts.map((part) => (part.quoted ? part.text : part.text.replace(/\$(\d+)/g, put))).join("");
  if (used.size !== params.length) throw wrong(`got ${params.length} values, want ${used.size}`);
  return text.trim();
}

/** A value as a literal of SQL; in a text only the quote has a meaning, and is doubled. */
export function literal(value: Parameters[number]): string {
  if (value === null) return "NULL";
  if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`;
  if (typeof value === "boolean") return String(value);
  if (!Number.isFinite(value)) throw wrong(`${value} is no number of SQL`);
  const text = Number.isSafeInteger(value) ? String(value) : value.toExponential().toUpperCase();
  // Behind a minus sign another one would begin a comment.
  return text.startsWith("-") ? `(${text})` : text;
}

/** A query with views before it, as WITH takes them: `name AS (…)`; its own WITH goes on behind them. */
export function withViews(views: readonly string[], query: string): string {
  if (views.length === 0) return query;
  const [, recursive = "", rest] = /^with(\s+recursive)?\b([\s\S]*)$/i.exec(query) ?? [];
  return `WITH${recursive} ${views.join(", ")}${rest === undefined ? ` ${query}` : `,${rest}`}`;
}
