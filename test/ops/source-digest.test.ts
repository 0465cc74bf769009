import { cpSync, mkdirSync, mkdtempSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { digestOfSources } from "../../ops/source-digest.ts";

const sources = { folders: ["services"], files: ["package-lock.json"] };
let root: string;
let before: string;

const digest = (options: unknown = {}, also: readonly string[] = []): Promise<string> =>
  digestOfSources(root, sources, options, also);

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "cap-sources-"));
  mkdirSync(join(root, "services/lake/static"), { recursive: true });
  writeFileSync(join(root, "services/lake/main.ts"), "1");
  writeFileSync(join(root, "services/lake/static/page.html"), "2");
  writeFileSync(join(root, "package-lock.json"), "3");
  writeFileSync(join(root, "README.md"), "4");
  before = await digest();
});

test.each([
  ["a source changes", () => writeFileSync(join(root, "services/lake/main.ts"), "1 ")],
  ["a static file changes", () => writeFileSync(join(root, "services/lake/static/page.html"), "2 ")],
  ["a package changes", () => writeFileSync(join(root, "package-lock.json"), "3 ")],
  ["a source comes", () => writeFileSync(join(root, "services/lake/new.ts"), "")],
  ["a source gets another name", () => renameSync(join(root, "services/lake/main.ts"), join(root, "services/x.ts"))],
])("the digest is another one when %s", async (_, change) => {
  change();
  expect(await digest()).not.toBe(before);
});

test("it is another one for other options, and for another content of a file outside", async () => {
  expect(await digest({ profile: "window" })).not.toBe(before);
  const outside = join(mkdtempSync(join(tmpdir(), "cap-outside-")), "release.json");
  writeFileSync(outside, "a");
  const first = await digest({}, [outside]);
  writeFileSync(outside, "b");
  expect(await digest({}, [outside])).not.toBe(first);
});

test("content cannot move from one file to the next unseen", async () => {
  writeFileSync(join(root, "package-lock.json"), "31");
  writeFileSync(join(root, "services/lake/main.ts"), "");
  expect(await digest()).not.toBe(before);
});

test("nothing else counts: neither other files nor where the sources lie", async () => {
  writeFileSync(join(root, "README.md"), "5");
  expect(await digest()).toBe(before);
  const elsewhere = mkdtempSync(join(tmpdir(), "cap-elsewhere-"));
  cpSync(root, elsewhere, { recursive: true });
  expect(await digestOfSources(elsewhere, sources, {})).toBe(before);
});
