import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const under = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((f) => join(folder, f));
const sources = [
  "contracts",
  "environments",
  "modules",
  "stacks",
  "services",
  "adapters",
  "ops",
  "local",
  "test",
  "docs",
];
const pages = [
  ...["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"],
  ...sources.flatMap(under).filter((f) => f.endsWith(".md")),
];
const folders = new RegExp(`^(${sources.join("|")})/`);

describe.each(pages)("%s", (page) => {
  const text = readFileSync(join(root, page), "utf8");

  it("links to what exists", () => {
    const targets = [...text.matchAll(/\]\(([^)#\s]+)(#[^)]*)?\)/g)].map((m) => m[1] ?? "");
    const missing = targets.filter((t) => !/^[a-z]+:/.test(t) && !existsSync(join(root, dirname(page), t)));
    expect(missing).toEqual([]);
  });

  it("names files that exist", () => {
    const named = [...text.matchAll(/`([^`\s]+)`/g)]
      .map((m) => m[1] ?? "")
      .filter((n) => folders.test(n) && !/[<*…]/.test(n));
    expect(named.filter((n) => !existsSync(join(root, n)))).toEqual([]);
  });
});

it("every runbook is pointed at, from sources or from another page", () => {
  const readable = sources.flatMap(under).filter((f) => /\.(ts|md)$/.test(f) && !f.startsWith("test/"));
  const texts = readable.map((f) => [f, readFileSync(join(root, f), "utf8")] as const);
  // Alarms name theirs without the folder.
  const pointsAt = (name: string, text: string): boolean => text.includes(`${name}.md`) || text.includes(`"${name}"`);
  const orphans = under("docs/runbooks").filter((page) => {
    const name = basename(page, ".md");
    return !texts.some(([f, text]) => f !== page && pointsAt(name, text));
  });
  expect(orphans).toEqual([]);
});
