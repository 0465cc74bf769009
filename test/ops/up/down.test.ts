import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { exitCode } from "../../../contracts/errors.ts";
import { local } from "../../../environments/local.ts";
import { processOf } from "../../../local/process.ts";
import { openOutput } from "../../../ops/report/output.ts";
import { down } from "../../../ops/up/down.ts";

const before = process.env["CAP_HOME"];
afterEach(() => {
  if (before === undefined) delete process.env["CAP_HOME"];
  else process.env["CAP_HOME"] = before;
});

test.each([false, true])(
  "a protected environment is refused before anything is touched (--forget: %s)",
  async (forget) => {
    const home = mkdtempSync(join(tmpdir(), "cap-down-"));
    process.env["CAP_HOME"] = home;
    const env = { ...local, name: "prod", safety: "protected" } as const;
    const out = openOutput({ quiet: true });
    const { signal } = new AbortController();
    await expect(down({ env, forget, out, signal })).rejects.toMatchObject({
      code: "CAP_PROTECTED",
      exit: exitCode.refused,
      nextSteps: [expect.stringContaining("environments/prod.ts")],
    });
    expect(existsSync(join(home, "prod"))).toBe(false);
  },
);

test("--forget ends what a killed emulated AWS has left running, before its records go with the folder", async () => {
  const home = mkdtempSync(join(tmpdir(), "cap-down-"));
  process.env["CAP_HOME"] = home;
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  const main = processOf(child.pid ?? -1);
  const task = join(home, "local/aws/state/tasks/t1");
  mkdirSync(task, { recursive: true });
  writeFileSync(join(task, "run.json"), JSON.stringify({ init: { pid: 2 ** 22 + 1, start: "1" }, main, startedAt: 1 }));
  let json: unknown;
  const keep = (value: unknown): void => {
    json = value;
  };
  const out = { ...openOutput({ quiet: true }), result: keep };
  const { signal } = new AbortController();
  const ended = once(child, "exit");
  expect(await down({ env: local, forget: true, out, signal })).toBe(exitCode.ok);
  await ended;
  expect(existsSync(join(home, "local"))).toBe(false);
  // What was killed was not stopped by this command.
  expect(json).toMatchObject({ destroyed: 0, stopped: false });
});

test("says that it stopped the emulated AWS, also where nothing was left to destroy", async () => {
  const home = mkdtempSync(join(tmpdir(), "cap-down-"));
  process.env["CAP_HOME"] = home;
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  const emulator = processOf(child.pid ?? -1);
  mkdirSync(join(home, "local"));
  const record = { owner: "o", port: 4600, kafka: false, seeded: true, emulator };
  writeFileSync(join(home, "local/run.json"), JSON.stringify(record));
  let said = "";
  let json: unknown;
  const result = (value: unknown, text: () => string): void => {
    json = value;
    said = text();
  };
  const ended = once(child, "exit");
  const { signal } = new AbortController();
  await down({ env: local, forget: false, out: { ...openOutput({ quiet: true }), result }, signal });
  await ended;
  expect(json).toEqual({ environment: "local", destroyed: 0, stopped: true, forgotten: false });
  expect(said).toBe("local: there was nothing to destroy, its emulated AWS is stopped");
});
