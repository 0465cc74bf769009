import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { OperatorError } from "../../../contracts/errors.ts";
import { dev } from "../../../environments/dev.ts";
import { type BundleSummary, bundleSummary, identified, idOf } from "../../../ops/apply/bundle.ts";
import { bundleAsMarkdown } from "../../../ops/apply/markdown.ts";
import { planEnvironment } from "../../../ops/apply/plan.ts";
import { bundleAsText, notAsked } from "../../../ops/apply/text.ts";
import { plan } from "../../../ops/commands/plan.ts";
import { openOutput } from "../../../ops/report/output.ts";

const home = mkdtempSync(join(tmpdir(), "cap-no-refresh-"));
beforeAll(() => void vi.stubEnv("CAP_HOME", home));
afterAll(() => rmSync(home, { recursive: true }));

const read: BundleSummary = identified({
  environment: "dev",
  profile: "usual",
  site: "primary",
  account: dev.account,
  region: dev.region,
  emulated: false,
  commit: "0123456789ab",
  clean: true,
  config: "c",
  provider: "5.100.0",
  at: "2026-01-01T00:00:00.000Z",
  expires: "2026-01-02T00:00:00.000Z",
  by: "ada@laptop",
  states: [{ kind: "unknown", state: "runtime", until: ["durable"] }],
});
const unread = identified({ ...read, refreshed: false });

test("a plan that asked AWS nothing says so to people, to programs and on a page; any other does not", () => {
  for (const show of [bundleAsText, bundleAsMarkdown]) {
    expect(show(unread)).toContain(notAsked);
    expect(show(read)).not.toContain(notAsked);
  }
  expect(JSON.parse(JSON.stringify(unread))).toHaveProperty("refreshed", false);
  expect(JSON.parse(JSON.stringify(read))).not.toHaveProperty("refreshed");
});

test("it is another plan than one that asked: its id says that, and nothing turns it into one", () => {
  expect(unread.id).not.toBe(read.id);
  expect(idOf(unread)).toBe(unread.id);
  const { refreshed: _, ...claimed } = unread;
  expect(idOf(claimed)).not.toBe(claimed.id);
  expect(bundleSummary.safeParse({ ...unread, refreshed: true }).success).toBe(false);
});

test("it cannot be kept for an apply: refused before anything is looked at", async () => {
  const file = join(home, "dev.capplan");
  const out = openOutput({ quiet: true });
  const { signal } = new AbortController();
  const asked = { env: dev, emulated: false, format: "text", refresh: false, file, out, signal } as const;
  const error = await planEnvironment(asked).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(OperatorError);
  expect(error).toMatchObject({ code: "CAP_BAD_FLAG", message: expect.stringContaining("nothing was planned") });
  const some = await planEnvironment({ ...asked, stacks: ["durable"] }).catch((e: unknown) => e);
  expect(some).toMatchObject({
    nextSteps: expect.arrayContaining([expect.stringMatching(/ --stack durable --out FILE$/)]),
  });
  expect(existsSync(file)).toBe(false);
});

test("the command asks AWS unless it is told not to", async () => {
  const { signal } = new AbortController();
  const call = { env: dev, emulated: false, args: [], out: openOutput({ quiet: true }), yes: false, signal };
  const flags = { out: join(home, "dev.capplan") };
  await expect(plan.run({ ...call, flags: { ...flags, refresh: false } })).rejects.toMatchObject({
    code: "CAP_BAD_FLAG",
  });
  // Without it the command goes on, and asks for the release.
  await expect(plan.run({ ...call, flags: { ...flags, refresh: true } })).rejects.toMatchObject({
    code: "CAP_NO_RELEASE",
  });
});
