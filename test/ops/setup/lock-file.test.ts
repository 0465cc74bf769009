import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Lock, missingEntries, platformOf } from "../../../ops/build/complete-lock.ts";

describe("package-lock.json", () => {
  it("has an entry for every platform's native packages (node ops/build/complete-lock.ts adds them)", () => {
    const lock = JSON.parse(readFileSync(new URL("../../../package-lock.json", import.meta.url), "utf8")) as Lock;
    expect(Object.keys(missingEntries(lock))).toEqual([]);
  });

  it("finds entries that lie further up", () => {
    const packages = {
      "node_modules/a/node_modules/b": { optionalDependencies: { "c-linux-x64": "1.0.0", "d-win32-x64": "2.0.0" } },
      "node_modules/a/node_modules/c-linux-x64": { version: "1.0.0" },
    };
    expect(missingEntries({ packages })).toEqual({
      "node_modules/d-win32-x64": { version: "2.0.0", optional: true, os: ["win32"], cpu: ["x64"] },
    });
  });

  it("reads the platform off the name", () => {
    expect(platformOf("@swc/core-linux-arm64-musl")).toEqual({ os: ["linux"], cpu: ["arm64"], libc: ["musl"] });
    expect(platformOf("@oxc-parser/binding-linux-arm-gnueabihf")).toEqual({
      os: ["linux"],
      cpu: ["arm"],
      libc: ["glibc"],
    });
    expect(() => platformOf("left-pad")).toThrow(/does not say/);
  });
});
