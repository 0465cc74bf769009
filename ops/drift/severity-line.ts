import type { Kind, Severity } from "./finding.ts";

/** One line of the table: where it holds, what is at stake there, and why. The first line that fits decides. */
export interface SeverityLine {
  /** Terraform's types; `*` stands for any part of one. @default - every type. */
  readonly types?: readonly string[];
  /** Names of attributes, at any depth; `*` stands for any part of one. @default - every attribute, and a whole resource. */
  readonly attributes?: readonly string[];
  /** @default - every kind. */
  readonly kinds?: readonly Kind[];
  /** States. @default - every state, and what no state has. */
  readonly states?: readonly string[];
  /** Only when the number became smaller. 0 days of retention are endless. @default - whatever it became. */
  readonly when?: "less";
  readonly severity: Severity;
  /** One sentence: what a difference there may mean. */
  readonly why: string;
}
