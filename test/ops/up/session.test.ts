import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { BugError } from "../../../contracts/errors.ts";
import { local } from "../../../environments/local.ts";
import { Session } from "../../../ops/up/session.ts";

const before = process.env["CAP_HOME"];
afterEach(() => {
  if (before === undefined) delete process.env["CAP_HOME"];
  else process.env["CAP_HOME"] = before;
});

function session(events?: string): Session {
  process.env["CAP_HOME"] = mkdtempSync(join(tmpdir(), "cap-session-"));
  const { signal } = new AbortController();
  const given = events === undefined ? {} : { events };
  return new Session({ env: local, ...given, signal, note: () => {} });
}

describe("a session", () => {
  it.each<[string, (s: Session) => unknown]>([
    ["starts", (s) => s.start()],
    ["applies", (s) => s.apply(() => {})],
    ["looks for services", (s) => s.services(() => {})],
    ["brings events in", (s) => s.events(() => {})],
    ["sums up", (s) => s.summary()],
    ["waits", (s) => s.gaveUp()],
  ])("that %s before its first step is our mistake, not the operator's", async (_, step) => {
    await expect(async () => await step(session())).rejects.toBeInstanceOf(BugError);
  });

  it("looks at the folder of events before anything that takes time", async () => {
    const nowhere = join(tmpdir(), "cap-no-such-folder");
    await expect(session(nowhere).prepare(() => {})).rejects.toThrow(nowhere);
  });

  it("that never started anything has nothing to stop", async () => {
    expect(await session().end()).toBe(false);
  });
});
