import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { dev } from "../../../environments/dev.ts";
import { readBundle } from "../../../ops/apply/bundle-file.ts";
import { assertMayKeep, keepBundle } from "../../../ops/apply/keeping.ts";
import { planEnvironment } from "../../../ops/apply/plan.ts";
import { listening, summaryOf } from "./given.ts";

const home = mkdtempSync(join(tmpdir(), "cap-keeping-"));
beforeAll(() => void vi.stubEnv("CAP_HOME", home));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

/** `cap plan --out`, which ends here before anything is planned. */
const planned = (out: string, emulated = false) => {
  const { signal } = new AbortController();
  const asked = {
    env: dev,
    emulated,
    format: "text",
    refresh: true,
    stacks: ["durable"],
    ...listening(),
    signal,
  } as const;
  return planEnvironment({ ...asked, file: out }).catch((e: unknown) => e);
};

test("an address of one's own is refused before anything is planned: a bundle is named by its id", async () => {
  for (const out of ["s3://elsewhere/dev.capplan", "s3://cap-states-210987654321-eu-west-1/bundles/dev/"])
    expect(await planned(out)).toMatchObject({
      code: "CAP_BUNDLE_PLACE",
      exit: 4,
      message: expect.stringMatching(
        /they lie at s3:\/\/cap-states-.*\/bundles\/dev\/<id>\.capplan; nothing was planned$/,
      ),
      nextSteps: ["to keep one there:", "cap plan --env dev --stack durable --out s3://"],
    });
});

test("the emulated AWS keeps plans in files", async () => {
  expect(await planned("s3://", true)).toMatchObject({
    code: "CAP_BUNDLE_PLACE",
    exit: 4,
    nextSteps: ["to keep them:", "cap plan --env dev --emulated --stack durable --out dev.capplan"],
  });
});

test("s3:// and a free file are fine", async () => {
  for (const place of ["s3://", join(home, "free.capplan")])
    await expect(assertMayKeep({ env: dev, emulated: false }, place, (flag) => flag)).resolves.toBeUndefined();
});

test("a file holds the bundle, and is where it was kept", async () => {
  const path = join(home, "dev.capplan");
  const summary = summaryOf({ states: [] });
  expect(await keepBundle({ env: dev, emulated: true }, path, { summary, plans: new Map() })).toBe(path);
  expect(existsSync(path)).toBe(true);
  expect((await readBundle({ path, remake: "" })).summary).toEqual(summary);
});
