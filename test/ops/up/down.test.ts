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
  const out = { ...openOutput({ quiet: true }), result: () => {} };
  const { signal } = new AbortController();
  const ended = once(child, "exit");
  expect(await down({ env: local, forget: true, out, signal })).toBe(exitCode.ok);
  await ended;
  expect(existsSync(join(home, "local"))).toBe(false);
});
