import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { exitCode } from "../../../contracts/errors.ts";
import { local } from "../../../environments/local.ts";
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
