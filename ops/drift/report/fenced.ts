import { visible } from "../../report/visible.ts";

/** Code within a line of GitHub's Markdown: between more backticks than the text holds in a row. In a table too. */
export function code(text: string): string {
  const ticks = "`".repeat(longestRun(text) + 1);
  const pad = /^`|`$/.test(text) ? " " : "";
  return `${ticks}${pad}${visible(text).replaceAll("|", "\\|")}${pad}${ticks}`;
}

/** A block of code, of a language that GitHub colours. */
export function block(text: string, language: string): string {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

const longestRun = (text: string): number => Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));

/** Text of somebody else that is no code: it shall neither link, nor mention, nor be HTML. */
export const plain = (text: string): string =>
  visible(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll("@", "@\u200b")
    .replaceAll(/[\\`*_[\]|#!~]/g, "\\$&");
