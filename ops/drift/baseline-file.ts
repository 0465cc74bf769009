import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Document, isNode, LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { OperatorError } from "../../contracts/errors.ts";
import { root } from "../home.ts";

const words = z.string().trim().min(1);

const subject = {
  attribute: z
    .string()
    .regex(/^[^*]+\*?$|^\*$/, "an attribute, with * at its end if at all")
    .optional(),
};
const reasons = {
  /** `ignore`: the difference is taken out and counted. `record`: it is shown, and is no reason to fail. */
  treatment: z.enum(["ignore", "record"]),
  owner: words,
  reason: words,
  /** The last day on which the line holds, UTC. */
  expires: z.iso.date(),
};
const managed = z.strictObject({ address: words, state: words.optional(), ...subject, ...reasons });
const unmanaged = z.strictObject({ type: z.string().startsWith("aws_"), resource: words, ...subject, ...reasons });

/** Which of the two a line is, is told by what it names: a fault is then one of its own kind, and not "neither". */
const isManaged = (line: unknown): boolean => typeof line !== "object" || line === null || !("type" in line);

/** A line of the baseline: which difference, what becomes of it, who says so, why, and how long. */
export type BaselineLine = (z.infer<typeof managed> | z.infer<typeof unmanaged>) & {
  /** Where the line begins in its file, from 1. */
  readonly line: number;
};

/** What is known of an environment's drift. */
export interface Baseline {
  /** Name of the file in the checkout: `environments/prod.drift.yaml`. */
  readonly file: string;
  readonly lines: readonly BaselineLine[];
}

/** The baseline of an environment, from `environments/<environment>.drift.yaml`; without that file nothing is known. */
export async function readBaseline(environment: string, folder: string = root): Promise<Baseline> {
  const file = `environments/${environment}.drift.yaml`;
  try {
    return parseBaseline(file, await readFile(join(folder, file), "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { file, lines: [] };
    throw error;
  }
}

/** The lines in a file's text. An OperatorError names every fault with the number of its line; then nothing is known. */
export function parseBaseline(file: string, text: string): Baseline {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const faults = document.errors.map((e) => `${file}:${counter.linePos(e.pos[0]).line}: ${e.message}`);
  if (faults.length > 0) throw invalid(file, faults);
  const place = (path: readonly PropertyKey[]): number => lineOf(document, counter, path);
  const content: unknown = document.toJS() ?? [];
  if (!Array.isArray(content)) throw invalid(file, [`${file}:1: want a list of lines, each with - address or - type`]);
  const read = content.map((entry: unknown, i) => {
    const result = (isManaged(entry) ? managed : unmanaged).safeParse(entry);
    if (result.success) return { ...result.data, line: place([i]) };
    faults.push(...result.error.issues.map((issue) => `${file}:${place([i, ...pathOf(issue)])}: ${faultText(issue)}`));
    return undefined;
  });
  if (faults.length > 0) throw invalid(file, faults);
  return { file, lines: read.filter((line) => line !== undefined) };
}

const faultText = ({ path, message }: z.core.$ZodIssue): string =>
  path.length === 0 ? message : `${path.join(".")}: ${message}`;

/** Of a field that should not be there the path is that of what it is in. */
const pathOf = (issue: z.core.$ZodIssue): readonly PropertyKey[] =>
  issue.code === "unrecognized_keys" ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;

/** Where a path is, or the nearest thing around it that is there: a field that is missing has no line of its own. */
function lineOf(document: Document, counter: LineCounter, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return counter.linePos(node.range[0]).line;
  }
  return 1;
}

const invalid = (file: string, faults: readonly string[]): OperatorError =>
  new OperatorError("CAP_BAD_BASELINE", `${file} is not valid, and nothing was looked at\n  ${faults.join("\n  ")}`, [
    "correct the lines above; each needs address (or type and resource), treatment, owner, reason, expires",
  ]);
