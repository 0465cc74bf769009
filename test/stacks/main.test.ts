import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { emptyRelease, emptyReleaseFile } from "../support/release.ts";

const scratch = mkdtempSync(join(tmpdir(), "cap-main-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const bare = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("CAP_")));

/** Runs `main.ts` as a process; its exit code and what it said on stderr. */
async function main(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const run = promisify(execFile)("node_modules/.bin/node", ["main.ts", ...args], { env: { ...bare, ...env } });
  return await run.then(
    () => ({ code: 0, said: "" }),
    (error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr }),
  );
}

test("flags and environment variables say the same", async () => {
  const release = emptyReleaseFile(join(scratch, "release"));
  const [flags, variables] = [join(scratch, "flags"), join(scratch, "variables")];
  expect((await main(["local", "--release", release, "--out", flags, "--profile", "kafka"])).said).toBe("");
  const env = {
    CAP_ENV: "local",
    CAP_RELEASE: release,
    CAP_SYNTH_DIR: variables,
    CAP_PROFILE: "kafka",
    CAP_EMULATED: "1",
  };
  expect((await main([], env)).said).toBe("");
  for (const file of ["manifest.json", "stacks/durable/cdk.tf.json", "stacks/runtime/cdk.tf.json"])
    expect(readFileSync(join(variables, file), "utf8")).toBe(readFileSync(join(flags, file), "utf8"));
});

test("states lie where they are told to", async () => {
  const release = emptyReleaseFile(join(scratch, "release"));
  const out = join(scratch, "told", "out");
  await main(["local", "--release", release, "--out", out, "--states", join(scratch, "elsewhere")]);
  const text = readFileSync(join(out, "stacks/durable/cdk.tf.json"), "utf8");
  expect(text).toContain('"path": "../../../../elsewhere/durable.tfstate"');
});

test("what is to be taken into an emulated state lies beside it: another emulated AWS has nothing of it", async () => {
  const release = emptyReleaseFile(join(scratch, "release"));
  const [out, states, other] = [join(scratch, "taken"), join(scratch, "its-states"), join(scratch, "other-states")];
  mkdirSync(states);
  const block = { to: "aws_sqs_queue.q", id: "https://sqs/q" };
  writeFileSync(join(states, "imports.json"), JSON.stringify([{ state: "runtime", ...block }]));
  const imported = async (dir: string) => {
    expect((await main(["local", "--release", release, "--out", out, "--states", dir])).said).toBe("");
    return JSON.parse(readFileSync(join(out, "stacks/runtime/cdk.tf.json"), "utf8")).import;
  };
  expect(await imported(states)).toEqual([block]);
  expect(await imported(other)).toBeUndefined();
});

test.each([
  ["an environment that nobody knows", ["prdo"], /no environment is called "prdo"; there are: local/],
  ["no release", ["local"], /no release was given; nothing was written/],
  ["a release that does not exist", ["local", "--release", "absent.json"], /absent\.json is not a release: ENOENT/],
])("%s is one clear message, without a stack", async (_, args, want) => {
  const out = join(scratch, "refused");
  const { code, said } = await main([...args, "--out", out]);
  expect(code).toBe(1);
  expect(said).toMatch(want);
  expect(said).not.toContain("    at ");
  expect(existsSync(out)).toBe(false);
});

test("code that the build has lost is named; an archive without a folder is beside the release file", async () => {
  const made = emptyRelease(join(scratch, "lost"));
  const file = join(scratch, "lost.json");
  const functions = { ...made.functions, freshness: { ...made.functions.freshness, zip: "gone.zip" } };
  writeFileSync(file, JSON.stringify({ ...made, functions }));
  const { code, said } = await main(["local", "--release", file, "--out", join(scratch, "lost-out")]);
  expect(code).toBe(1);
  expect(said).toContain(`function freshness has no code: ${join(scratch, "gone.zip")} does not exist`);
});
