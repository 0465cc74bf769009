import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { commands } from "../ops/commands/index.ts";

const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "docs/in-aws.md",
  ...["docs/adr", "docs/runbooks"].flatMap((folder) => readdirSync(folder).map((file) => `${folder}/${file}`)),
];
const everywhere = ["--env", "--profile", "--emulated", "--json", "--quiet", "--verbose", "--yes"];

/** Whatever a page sets as code: blocks line by line, without what a comment says, and words within a line. */
function codeIn(page: string): string[] {
  const text = readFileSync(page, "utf8");
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block = ""]) => block.split("\n"));
  const words = [...text.replaceAll(/^```[\s\S]*?^```/gm, "").matchAll(/`([^`\n]+)`/g)].map(([, word = ""]) => word);
  return [...blocks.map((line) => line.replace(/ # .*/, "")), ...words];
}

/** Verbs, and flags with them, that a page tells to run. */
const toldBy = (page: string): { readonly verb: string; readonly flags: readonly string[] }[] =>
  codeIn(page)
    .flatMap((code) => [...code.matchAll(/(?:^|npx |; |\| )cap ([a-z]+)([^;|]*)/g)])
    .map(([, verb = "", rest = ""]) => ({ verb, flags: rest.match(/--[a-z][\w-]*/g) ?? [] }));

test.each(pages)("%s: every command that it tells to run exists, with its flags", (page) => {
  for (const { verb, flags } of toldBy(page)) {
    if (verb === "help") continue;
    const command = commands.find((c) => c.verb === verb);
    expect(command, `cap ${verb}`).toBeDefined();
    const known = [...everywhere, ...(command?.flags ?? []).flatMap((f) => f.flag.match(/--[a-z][\w-]*/) ?? [])];
    for (const flag of flags) expect(known, `cap ${verb}`).toContain(flag);
  }
});

test("commands are found in the pages: the README tells of most verbs", () => {
  const verbs = new Set(toldBy("README.md").map(({ verb }) => verb));
  expect(verbs.size).toBeGreaterThan(12);
  expect(toldBy("docs/runbooks/drift-found.md").flatMap(({ flags }) => flags)).toContain("--adopt");
});
