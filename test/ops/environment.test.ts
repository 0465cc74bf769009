import { afterEach, describe, expect, it } from "vitest";
import { OperatorError } from "../../contracts/errors.ts";
import type { Command, Output } from "../../ops/command.ts";
import { env } from "../../ops/commands/env.ts";
import { chooseEnvironment, isEmulated } from "../../ops/environment.ts";

const out: Output = {
  json: true,
  quiet: false,
  verbose: false,
  interactive: false,
  terminal: false,
  onScreen: false,
  result: () => {},
  note: () => {},
};
const command = (environment: Command["environment"]): Command => ({
  verb: "try",
  summary: "",
  description: "",
  flags: [],
  examples: [],
  environment,
  run: async () => 0,
});

afterEach(() => {
  delete process.env["CAP_PROFILE"];
  delete process.env["CAP_ENV"];
  delete process.env["CAP_EMULATED"];
});

describe("which environment", () => {
  it("a reading command defaults to local", async () => {
    expect((await chooseEnvironment(command("reads"), {}, out)).name).toBe("local");
  });
  it("an acting command must be told when nobody can be asked", async () => {
    await expect(chooseEnvironment(command("acts"), {}, out)).rejects.toThrow(/must be told/);
    await expect(chooseEnvironment(command("acts"), {}, out, ["show"])).rejects.toMatchObject({
      nextSteps: ["cap try show --env local", expect.stringContaining("cap env list")],
    });
  });
  it("an action that only reads defaults to local, though the command has others", async () => {
    const lock = { ...command("acts"), readingActions: ["show"] };
    expect((await chooseEnvironment(lock, {}, out, ["show"])).name).toBe("local");
    await expect(chooseEnvironment(lock, {}, out, ["release"])).rejects.toThrow(/must be told/);
    await expect(chooseEnvironment(lock, {}, out)).rejects.toThrow(/must be told/);
  });
  it("CAP_ENV tells", async () => {
    process.env["CAP_ENV"] = "local";
    expect((await chooseEnvironment(command("acts"), {}, out)).name).toBe("local");
  });
  it("cap env show: the name that is shown, in the profile that the flag or the name says", async () => {
    const chosen = async (args: readonly string[], profile?: string) => {
      const { name, profile: of } = await chooseEnvironment(env, profile === undefined ? {} : { profile }, out, args);
      return `${name}/${of.name}`;
    };
    expect(await chosen(["show", "prod"], "standard")).toBe("prod/standard");
    expect(await chosen(["show", "prod/standard"], "standard")).toBe("prod/standard");
    await expect(chosen(["show", "prod/lean"], "standard")).rejects.toThrow("prod/lean beside --profile standard");
    await expect(chosen(["show", "dev"], "standard")).rejects.toThrow('dev has no profile "standard"');
    await expect(chosen(["diff", "dev", "prod"], "standard")).rejects.toThrow("cap env diff takes no --profile");
    process.env["CAP_PROFILE"] = "standard";
    expect(await chosen(["list"])).toBe("local/embedded");
    expect(await chosen(["show", "prod"])).toBe("prod/standard");
    expect(await chosen(["show", "prod/lean"])).toBe("prod/lean");
    process.env["CAP_ENV"] = "prod";
    expect(await chosen(["show"])).toBe("prod/standard");
    expect(await chosen(["show", "dev"])).toBe("dev/lean");
  });
  it("cap env show: --env beside another name is refused, not ignored", async () => {
    expect((await chooseEnvironment(env, { env: "prod" }, out, ["show", "prod/standard"])).name).toBe("prod");
    await expect(chooseEnvironment(env, { env: "prod" }, out, ["show", "dev"])).rejects.toThrow(
      "--env prod and dev are two environments",
    );
  });
  it("a name that is none lists those there are", async () => {
    const error = await chooseEnvironment(command("reads"), { env: "lcoal" }, out).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(OperatorError);
    expect((error as Error).message).toContain("local");
  });
});

describe("emulated", () => {
  const dev = { ...({} as never as import("../../environments/environment.ts").Environment), name: "dev" };
  it("local always is", async () =>
    expect(isEmulated(await chooseEnvironment(command("reads"), {}, out), {})).toBe(true));
  it("another is when asked by flag or variable", () => {
    expect(isEmulated(dev, {})).toBe(false);
    expect(isEmulated(dev, { emulated: true })).toBe(true);
    process.env["CAP_EMULATED"] = "1";
    expect(isEmulated(dev, {})).toBe(true);
  });
});
