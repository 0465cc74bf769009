import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cap, startCap } from "./support/cap.ts";
import { freshHome, type Home, processesIn } from "./support/home.ts";

// What the command line says where no environment is: nothing of it may start or change anything.
describe("manners of the command line", () => {
  let home: Home;
  beforeAll(() => {
    home = freshHome();
  });
  afterAll(() => home.remove());

  test.each([
    ["upp", "(Did you mean up?)"],
    ["helth", "(Did you mean health?)"],
    ["up --onec", "(Did you mean --once?)"],
  ])("cap %s: the nearest is suggested", async (line, suggestion) => {
    const { code, stdout, stderr } = await cap(home, ...line.split(" "));
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(suggestion);
  });

  test("under --json a wrong verb is a document as every other error", async () => {
    const { code, stdout } = await cap(home, "helth", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      error: {
        code: "CAP_USAGE",
        message: expect.stringContaining("unknown command 'helth'"),
        nextSteps: ["cap help"],
      },
    });
  });

  test("cap help up shows flags and examples", async () => {
    const { code, stdout, stderr } = await cap(home, "help", "up");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const part of [
      "--events <dir>",
      "--detach",
      "Examples:",
      "$ cap up --once --events DIR --json",
      "--env <name>",
    ])
      expect(stdout).toContain(part);
  });

  test.each([
    ["health", 1, "cap up --env local"],
    ["tail -n 1", 1, "cap up --env local"],
    ["token", 1, "cap up --env local"],
    ["down", 1, "cap down --env local"],
    ["up --once --detach", 1, "give one of them"],
    ["up --events /none/such", 1, "cap sample --out DIR"],
    ["health --env nowhere", 1, "local"],
    ["tail --from yesterday", 1, "cap tail --env local --from earliest"],
    ["sample", 1, "cap sample --out"],
  ])("cap %s: one clear line and the next step, no stack", async (line, code, next) => {
    const ended = await cap(home, ...line.split(" "), "--quiet");
    expect(ended.code, ended.stderr).toBe(code);
    expect(ended.stdout).toBe("");
    expect(ended.stderr).toContain(next);
    expect(ended.stderr).not.toMatch(/^\s+at /m);
    const json = await cap(home, ...line.split(" "), "--quiet", "--json");
    expect(json.code).toBe(code);
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: expect.stringMatching(/^CAP_/) } });
  });

  test("colours only where they are asked for, none under NO_COLOR", async () => {
    const said = async (env: NodeJS.ProcessEnv): Promise<string> =>
      (await startCap(home, ["health"], env).ended).stderr;
    expect(await said({ FORCE_COLOR: "1" })).toContain("\u001b[");
    expect(await said({ FORCE_COLOR: "1", NO_COLOR: "1" })).not.toContain("\u001b[");
    expect(await said({})).not.toContain("\u001b[");
  });

  test("--quiet says results only", async () => {
    const { code, stdout, stderr } = await cap(home, "sample", "--events", "10", "--out", home.scratch, "--quiet");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("10 events");
  });

  test("nothing was started", () => {
    expect(processesIn(home.dir)).toEqual([]);
  });
});
