import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { dev } from "../../../environments/dev.ts";
import { prod } from "../../../environments/prod.ts";
import { staging } from "../../../environments/staging.ts";
import { destroyEnvironment } from "../../../ops/apply/destroy.ts";
import { listening } from "./given.ts";

const home = mkdtempSync(join(tmpdir(), "cap-destroy-"));
beforeAll(() => void vi.stubEnv("CAP_HOME", home));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});
const asked = { yes: true, out: listening().out, signal: new AbortController().signal };

describe("cap destroy", () => {
  const protectedOnes = [prod, staging].filter((env) => env.safety === "protected");
  it.each(protectedOnes.map((env) => [env.name, env] as const))(
    "of %s, which is protected, is refused before anything is looked at, emulated or not, and says how by hand",
    async (name, env) => {
      for (const emulated of [true, false]) {
        const error = await destroyEnvironment({ ...asked, env, emulated }).catch((e: unknown) => e);
        expect(error).toMatchObject({
          code: "CAP_PROTECTED",
          exit: 4,
          message: expect.stringContaining("nothing was changed"),
        });
        expect(error).toMatchObject({
          nextSteps: [
            expect.stringContaining(`environments/${name}.ts`),
            expect.stringContaining(`cap apply --env ${name}${emulated ? " --emulated" : ""}: `),
            `cap destroy --env ${name}${emulated ? " --emulated" : ""}`,
          ],
        });
      }
      expect(existsSync(join(home, name))).toBe(false);
    },
  );

  it("of a disposable one on AWS has to be told which release", async () => {
    expect(dev.safety).toBe("disposable");
    await expect(destroyEnvironment({ ...asked, env: dev, emulated: false })).rejects.toMatchObject({
      code: "CAP_NO_RELEASE",
    });
  });
});
