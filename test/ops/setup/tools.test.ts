import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { findTool, isAtLeast, requireTools } from "../../../ops/setup/tools.ts";

describe("isAtLeast", () => {
  it.each([
    ["1.11.4", "1.11", true],
    ["1.9.8", "1.11", false],
    ["2.0.0", "1.11", true],
    ["3.11.0", "3.11", true],
    ["17", "17", true],
    ["1.8.0", "17", false],
  ])("%s against %s: %s", (found, wanted, answer) => {
    expect(isAtLeast(found, wanted)).toBe(answer);
  });
});

describe("findTool", () => {
  const tool = { name: "node", args: ["--version"], version: /v(\d+\.\d+\.\d+)/, get: "https://nodejs.org" };

  it("takes the first program that is new enough", async () => {
    const found = await findTool({ ...tool, programs: ["no-such-program", process.execPath], atLeast: "24" });
    expect(found).toEqual({ program: process.execPath, version: process.versions.node });
  });

  it("says what was found, what is wanted and how to get it, on one line", async () => {
    expect(await findTool({ ...tool, programs: [process.execPath], atLeast: "999" })).toEqual({
      fault: `${process.versions.node} found, want >= 999: https://nodejs.org`,
    });
    expect(await findTool({ ...tool, programs: ["no-such-program"], atLeast: "24" })).toEqual({
      fault: "not found, want >= 24: https://nodejs.org",
    });
  });
});

describe("requireTools", () => {
  const path = process.env["PATH"];
  afterEach(() => {
    process.env["PATH"] = path;
  });

  it("tells of every tool that is missing or too old at once, a line each", async () => {
    const dir = mkdtempSync(join(tmpdir(), "cap-tools-"));
    writeFileSync(join(dir, "terraform"), "#!/bin/sh\necho Terraform v1.9.8\n", { mode: 0o755 });
    writeFileSync(join(dir, "java"), "#!/bin/sh\necho 'openjdk version \"21.0.2\"' >&2\n", { mode: 0o755 });
    process.env["PATH"] = dir;
    const error: unknown = await requireTools(["python", "terraform", "java"]).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: "CAP_TOOLS" });
    expect((error as Error).message.split("\n")).toEqual([
      expect.stringMatching(/^python: not found, want >= 3\.11: https:/),
      expect.stringMatching(/^terraform: 1\.9\.8 found, want >= 1\.11: https:/),
    ]);
    expect(await requireTools(["java"])).toEqual({ java: { program: "java", version: "21.0.2" } });
  });
});
