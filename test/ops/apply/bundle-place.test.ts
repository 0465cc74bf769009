import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { dev } from "../../../environments/dev.ts";
import { anotherName, whatIsIn } from "../../../ops/apply/bundle-place.ts";
import { planEnvironment } from "../../../ops/apply/plan.ts";
import { listening } from "./given.ts";

const home = mkdtempSync(join(tmpdir(), "cap-place-"));
afterAll(() => rmSync(home, { recursive: true }));
const file = (name: string, text: string): string => {
  writeFileSync(join(home, name), text);
  return join(home, name);
};

/** How a plan that is to be kept there ends. */
const keptAt = async (path: string): Promise<unknown> => {
  const { signal } = new AbortController();
  const given = { env: dev, emulated: false, format: "text", refresh: true, file: path } as const;
  return await planEnvironment({ ...given, ...listening(), signal }).catch((error: unknown) => error);
};

test("a plan is not kept where something else is: refused before anything is planned, with another name", async () => {
  const path = file("README.md", "# A page");
  expect(await keptAt(path)).toMatchObject({
    code: "CAP_BUNDLE_PLACE",
    exit: 4,
    message: expect.stringContaining(
      "README.md is not written over: a file that is no plan bundle; nothing was planned",
    ),
    nextSteps: ["to keep the plans beside it:", "cap plan --env dev --out dev.capplan"],
  });
  expect(readFileSync(path, "utf8")).toBe("# A page");
});

test("a plan is not kept in a folder that is not there: refused before anything is planned", async () => {
  const folder = join(home, "no", "such");
  expect(await keptAt(join(folder, "dev.capplan"))).toMatchObject({
    code: "CAP_OUT_PLACE",
    exit: 4,
    message: `there is no folder ${folder}; nothing was planned`,
    nextSteps: ["make it, then run the same command again:", `mkdir -p ${folder}`],
  });
});

test("nothing is in the way where there is no file, an empty one, or a bundle, also one of another format", async () => {
  const free = [join(home, "none"), file("empty", ""), file("old", '{"format":"cap-plan-0","summary":1}')];
  for (const path of free) expect(await whatIsIn(path)).toBeUndefined();
  for (const path of [home, "/dev/null", file("short", '{"format"')])
    expect(await whatIsIn(path)).toEqual(expect.any(String));
});

test("another name is never the one that was given", () => {
  expect(anotherName("dev", "plans/README.md")).toBe("dev.capplan");
  expect(anotherName("dev", "plans/dev.capplan")).toBe("dev-new.capplan");
});
