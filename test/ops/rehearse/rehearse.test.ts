import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { exitCode } from "../../../contracts/errors.ts";
import { dev } from "../../../environments/dev.ts";
import { discard, rehearse } from "../../../ops/rehearse/rehearse.ts";
import { openOutput } from "../../../ops/report/output.ts";

const out = { ...openOutput({ quiet: true }), result: () => {} };
const { signal } = new AbortController();
const before = process.env["CAP_HOME"];
let home = "";
beforeEach(() => {
  process.env["CAP_HOME"] = mkdtempSync(join(tmpdir(), "cap-rehearse-"));
  home = join(process.env["CAP_HOME"], "dev");
});
afterEach(() => {
  if (before === undefined) delete process.env["CAP_HOME"];
  else process.env["CAP_HOME"] = before;
});

/** An environment that was applied here, and does not run. */
function existing(...files: string[]): void {
  mkdirSync(join(home, "logs"), { recursive: true });
  writeFileSync(join(home, "run.json"), JSON.stringify({ owner: "o", port: 4600, kafka: false, seeded: true }));
  for (const file of files) writeFileSync(join(home, file), "{}");
}

it.each([
  ["cap up", [], "cap down --env dev --emulated --forget"],
  ["a rehearsal that was kept", ["rehearsal.json"], "cap rehearse --env dev --discard"],
])("does not touch what %s left there, and says how to remove it", async (_, files, next) => {
  existing(...files);
  await expect(rehearse({ env: dev, keep: false, out, signal })).rejects.toMatchObject({
    code: "CAP_EXISTS",
    exit: exitCode.refused,
    nextSteps: [expect.stringContaining(next), expect.anything()],
  });
  expect(existsSync(join(home, "run.json"))).toBe(true);
});

it("throws a kept rehearsal away, logs too, and is safe to repeat", async () => {
  existing("rehearsal.json", "logs/terraform-durable-apply.log");
  expect(await discard({ env: dev, out })).toBe(exitCode.ok);
  expect(existsSync(home)).toBe(false);
  expect(await discard({ env: dev, out })).toBe(exitCode.ok);
});

it("does not throw away what cap up made", async () => {
  existing();
  await expect(discard({ env: dev, out })).rejects.toMatchObject({ code: "CAP_NO_REHEARSAL", exit: exitCode.refused });
  expect(existsSync(join(home, "run.json"))).toBe(true);
});
