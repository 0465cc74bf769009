import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it, vi } from "vitest";
import { dev } from "../../../environments/dev.ts";
import { environmentNamed } from "../../../environments/index.ts";
import { local } from "../../../environments/local.ts";
import { commands } from "../../../ops/commands/index.ts";
import { again, againHere, plain, toldHere } from "../../../ops/report/again.ts";

afterEach(() => {
  toldHere(undefined);
  vi.unstubAllEnvs();
});

describe("the next command", () => {
  it("is told the environment, the profile, the emulated AWS and the release as this one was", () => {
    const window = environmentNamed("staging", "window");
    expect(again("plan", { env: window, emulated: true, release: "r.json" }, "--out FILE")).toBe(
      "cap plan --env staging --profile window --emulated --release r.json --out FILE",
    );
  });

  it("is ready to paste, also where the release lies in a folder with a space in its name", () => {
    expect(again("plan", { env: dev, emulated: true, release: "my files/r.json" })).toBe(
      "cap plan --env dev --emulated --release 'my files/r.json'",
    );
  });

  it("is told the emulated AWS where the command of this process was, and says nothing of it for local", () => {
    expect(again("lock show", { env: dev })).toBe("cap lock show --env dev");
    toldHere({ env: dev, emulated: true });
    expect(again("lock show", { env: dev })).toBe("cap lock show --env dev --emulated");
    expect(again("lock show", { env: local })).toBe("cap lock show --env local");
  });

  it("is told as the command of this process was where nobody knows the environment", () => {
    expect(againHere("drift", "--adopt ADDRESS=ID")).toBe("cap drift --adopt ADDRESS=ID");
    toldHere({ env: dev, emulated: true });
    expect(againHere("drift")).toBe("cap drift --env dev --emulated");
  });
});

describe("the program", () => {
  it.each([
    ["npx", "exec", "npx cap"],
    ["npm start", "start", "npx cap"],
    ["npm test", "test", "cap"],
    ["npm run", "run", "cap"],
    ["itself", undefined, "cap"],
  ])("called by %s is called so the next time", (_, command, called) => {
    vi.stubEnv("npm_command", command);
    expect(plain("doctor")).toBe(`${called} doctor`);
    expect(again("plan", { env: dev })).toBe(`${called} plan --env dev`);
    expect(againHere("drift", "--fix")).toBe(`${called} drift --fix`);
  });
});

describe("the sources", () => {
  const root = fileURLToPath(new URL("../../../", import.meta.url));
  /** Pages and reports have their flags from what they report. */
  const others = /^ops\/(?:drift\/report\/|docs\/|rehearse\/page)/;
  const sources = globSync("ops/**/*.ts", { cwd: root }).filter((file) => !others.test(file));
  const verbs = ["help", ...commands.map((c) => c.verb)];
  const byHand = new RegExp(
    `["'\`]cap (?:${verbs.join("|")})\\b|\\bcap (?:${verbs.join("|")})(?: [a-z]+)? --env \\$\\{`,
  );
  /** Comments, examples, and the names of commands: who holds a lock, what a command that was typed lacks. */
  const beside = [
    /^\s*(?:\/?\*|\/\/).*$/gm,
    /examples: \[[\s\S]*?\],$/gm,
    /operation: "cap [a-z ]+"/g,
    /takeLock\(.*\);/g,
    /[!=]== "cap [a-z]+"/g,
    /(?<=OperatorError\(\s*"CAP_\w+",\s*)["`][^"`]*["`]/g,
  ];

  it.each(sources)("%s writes no next command by hand", (file) => {
    const text = beside.reduce((rest, one) => rest.replace(one, ""), readFileSync(`${root}${file}`, "utf8"));
    expect(byHand.exec(text)?.[0]).toBeUndefined();
  });
});
