import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { prod } from "../../../environments/prod.ts";
import { lookForDrift } from "../../../ops/drift/drift.ts";
import { root } from "../../../ops/home.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cap-look-"));
  vi.stubEnv("CAP_HOME", join(folder, "home", "a", "b", "c", "d", "e", "f"));
  mkdirSync(join(folder, "baselines"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** An environment whose baseline is in the test's folder: its file is named after it. */
const env = () => ({ ...prod, name: relative(join(root, "environments"), join(folder, "baselines", "prod")) });
const out = { result: () => {}, note: () => {}, quiet: true, verbose: false, terminal: false };
const look = () => {
  const signal = new AbortController().signal;
  return lookForDrift({ env: env(), emulated: false, format: "text", governed: false, out: out as never, signal });
};
const baseline = (text: string) => writeFileSync(join(folder, "baselines", "prod.drift.yaml"), text);

it("a line of the baseline that is not valid is told before anything is looked at", async () => {
  baseline("- address: aws_vpc.vpc\n  treatment: forget\n");
  await expect(look()).rejects.toMatchObject({
    code: "CAP_BAD_BASELINE",
    message: expect.stringContaining("nothing was looked at"),
  });
});

it("with a valid one the look begins: it wants to be told which release runs", async () => {
  baseline("[]\n");
  await expect(look()).rejects.toMatchObject({ code: "CAP_NO_RELEASE" });
});
