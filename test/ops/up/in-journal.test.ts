import { mkdtempSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openObjects } from "../../../adapters/objects/open.ts";
import { dev } from "../../../environments/dev.ts";
import { local } from "../../../environments/local.ts";
import { Journal } from "../../../ops/journal/journal.ts";
import { beginInJournal } from "../../../ops/up/in-journal.ts";

let home = "";
let notes: string[] = [];
let server: Server | undefined;
const note = (line: string): void => void notes.push(line);
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "cap-in-journal-"));
  vi.stubEnv("CAP_HOME", home);
  notes = [];
});
afterEach(() => {
  vi.unstubAllEnvs();
  server?.close();
  server = undefined;
});

const journal = async (): Promise<Journal> => new Journal(await openObjects(`file:${join(home, "local")}`), local);

it("who applied, when, and what came of each state", async () => {
  const ended = await beginInJournal({ env: local, operation: "apply", note });
  expect(await (await journal()).unfinished()).toMatchObject([{ operation: "apply", result: "started" }]);
  await ended({ result: "ok", states: [{ name: "durable", result: "applied" }] });
  const { entries } = await (await journal()).read(10);
  expect(entries).toMatchObject([
    { result: "ok", states: [{ name: "durable", result: "applied" }] },
    { result: "started" },
  ]);
  expect(await (await journal()).unfinished()).toEqual([]);
  expect(notes).toEqual([]);
});

it("what was cut off is told by the next, and ended", async () => {
  await beginInJournal({ env: local, operation: "apply", note });
  const ended = await beginInJournal({ env: local, operation: "destroy", note });
  expect(notes).toEqual([expect.stringMatching(/^apply by .* was cut off: what it had done is in the states/)]);
  await ended({ result: "ok" });
  const { entries } = await (await journal()).read(10);
  expect(entries.map((e) => `${e.operation} ${e.result}`)).toEqual([
    "destroy ok",
    "destroy started",
    "apply interrupted",
    "apply started",
  ]);
});

it("a store that the first apply makes stops nothing; that it was not made is told", async () => {
  const gone = "<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message></Error>";
  const listening = createServer((_, response) => response.writeHead(404, { "content-type": "text/xml" }).end(gone));
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  server = listening;
  vi.stubEnv("AWS_ENDPOINT_URL", `http://127.0.0.1:${(listening.address() as AddressInfo).port}`);
  const ended = await beginInJournal({ env: dev, operation: "apply", note });
  expect(notes).toEqual([]);
  await ended({ result: "failed" });
  expect(notes).toEqual([expect.stringMatching(/^the journal of dev does not know of this apply: the store of dev's/)]);
});
