import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { local } from "../../environments/local.ts";
import { type Running, readRunning, writeRunning } from "../../ops/running.ts";

const before = process.env["CAP_HOME"];
const env = local;
let home = "";
beforeEach(() => {
  const capHome = mkdtempSync(join(tmpdir(), "cap-running-"));
  process.env["CAP_HOME"] = capHome;
  home = join(capHome, env.name);
  mkdirSync(home);
});
afterEach(() => {
  if (before === undefined) delete process.env["CAP_HOME"];
  else process.env["CAP_HOME"] = before;
});

test("a record is read as it was written, and nothing is left beside it", async () => {
  expect(await readRunning(env)).toBeUndefined();
  const running: Running = { owner: "o", port: 4600, kafka: false, seeded: true };
  await writeRunning(env, running);
  expect(await readRunning(env)).toEqual(running);
  expect(readdirSync(home)).toEqual(["run.json"]);
});

test("a record that cannot be read is not taken for a missing one", async () => {
  writeFileSync(join(home, "run.json"), '{"owner":');
  await expect(readRunning(env)).rejects.toMatchObject({
    code: "CAP_RUN_RECORD",
    nextSteps: [expect.any(String), expect.stringMatching(/^rm .*run\.json && cap down --env local --forget$/)],
  });
});
