import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { root } from "../../ops/home.ts";

/** What a scanner has against a resource. */
export interface Finding {
  readonly scanner: string;
  /** The scanner's name of its rule. */
  readonly id: string;
  /** Terraform address. */
  readonly resource: string;
  readonly what: string;
}

/** A finding, and in whose plan it is: the name of an environment, or one that begins with it (`prod-standard`). */
export interface Found extends Finding {
  readonly environment: string;
}

const exception = z.strictObject({
  id: z.string().min(1),
  /** Terraform address; `*` stands for any characters. */
  resource: z.string().min(3),
  /** Why the finding is not a fault, or why it is accepted. */
  reason: z.string().min(20),
  /** Who answers for it. */
  owner: z.string().min(1),
  /**
   * `none`: the line argues with a control that no scanner here reports, for whoever comes with another. `properties`: with
   * one of test/properties, whose tests read it. @default - with a finding of the scanners.
   */
  scanner: z.enum(["none", "properties"]).optional(),
  /** Environments whose plans have the finding; elsewhere it stays unexplained. @default - every one, prod among them. */
  in: z.array(z.string()).min(1).optional(),
  /** Last day, `YYYY-MM-DD`; on the day after, it fails. */
  expires: z.iso.date(),
});
/** A finding that is argued away, for a time. */
export type Exception = z.infer<typeof exception>;

/** The one file of exceptions: a JSON object a line. */
const exceptionsFile = join(root, "policy-exceptions.jsonl");

/** Reads exceptions; throws with the line's number where one is not whole. */
export function readExceptions(text = readFileSync(exceptionsFile, "utf8")): Exception[] {
  return text.split("\n").flatMap((line, i) => {
    if (line.trim() === "") return [];
    const parsed = exception.safeParse(JSON.parse(line));
    if (!parsed.success) throw new Error(`policy-exceptions.jsonl, line ${i + 1}: ${z.prettifyError(parsed.error)}`);
    return [parsed.data];
  });
}

/** What is left when findings and exceptions are held against each other. */
export interface Judged {
  /** Findings that nothing explains. */
  readonly unexplained: readonly Found[];
  /** Exceptions whose day has passed. */
  readonly expired: readonly Exception[];
  /** Exceptions that nothing needs (any more), although every environment that they are for was scanned. */
  readonly stale: readonly Exception[];
}

/**
 * @param today `YYYY-MM-DD`, UTC
 * @param scanned environments whose plans were scanned, in their usual profile
 */
export function judge(
  findings: readonly Found[],
  exceptions: readonly Exception[],
  today: string,
  scanned: readonly string[],
): Judged {
  const valid = exceptions.filter((e) => e.expires >= today);
  const missed = (e: Exception): boolean => (e.in ?? always).some((name) => !scanned.includes(name));
  return {
    unexplained: findings.filter((f) => !valid.some((e) => covers(e, f))),
    expired: exceptions.filter((e) => e.expires < today),
    stale: valid.filter((e) => e.scanner !== "none" && !missed(e) && !findings.some((f) => covers(e, f))),
  };
}

/** What CI rehearses every time: an exception that is for every environment is needed there. */
const always = ["prod"];

function covers(e: Exception, f: Found): boolean {
  if (e.id !== f.id) return false;
  const within = (name: string): boolean => f.environment === name || f.environment.startsWith(`${name}-`);
  if (e.in !== undefined && !e.in.some(within)) return false;
  const pattern = e.resource.split("*").map(literally).join(".*");
  return new RegExp(`^${pattern}$`).test(f.resource);
}

const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
