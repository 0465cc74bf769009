import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { names } from "../../../contracts/names.ts";
import { local } from "../../../environments/local.ts";
import { staging } from "../../../environments/staging.ts";
import { environmentHome } from "../../../ops/home.ts";
import { begin } from "../../../ops/journal/act.ts";
import { Journal } from "../../../ops/journal/journal.ts";
import { tellOpen } from "../../../ops/journal/open-acts.ts";
import { openRecords } from "../../../ops/lock/store.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "cap-open-acts-"));
  vi.stubEnv("CAP_HOME", home);
});
afterEach(() => rmSync(home, { recursive: true }));

async function told(env = local): Promise<{ notes: string[]; unread: string[] }> {
  const [notes, unread]: [string[], string[]] = [[], []];
  const out = { note: (line: string) => void notes.push(line) };
  await tellOpen({ env, emulated: true, out }, (fault) => void unread.push(fault.code, fault.message));
  return { notes, unread };
}

test("what has begun and not ended is told, once for all of its states, and is not ended by that", async () => {
  const journal = new Journal(await openRecords(local, { emulated: true }), local);
  const act = await begin(journal, { act: "one", operation: "apply" }, () => {});
  const states = [{ name: "runtime", result: "begun" }];
  await journal.append({ act: "one-runtime", operation: "apply", result: "started", states });
  const sentence =
    /^apply by .* has begun and not ended: it still runs, or was cut off; .*cap lock show --env local tells$/;
  for (const times of [1, 2])
    expect(await told(), `${times}`).toEqual({ notes: [expect.stringMatching(sentence)], unread: [] });
  await act.end({ result: "ok" });
  expect(await told()).toEqual({ notes: [], unread: [] });
});

test("a journal that cannot be read is no empty one", async () => {
  const entries = join(environmentHome(local), names.journalPrefix(local));
  mkdirSync(dirname(entries), { recursive: true });
  writeFileSync(entries.replace(/\/$/, ""), "a file where a folder should be");
  const { notes, unread } = await told();
  expect(notes).toEqual([]);
  expect(unread).toEqual(["CAP_RECORDS", expect.stringContaining("what has begun there and not ended is not known")]);
});

test("nor is one whose emulated AWS does not run", async () => {
  expect((await told(staging)).unread).toEqual(["CAP_NOT_RUNNING", expect.any(String)]);
});
