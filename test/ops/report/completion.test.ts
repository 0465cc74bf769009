import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { Command } from "../../../ops/command.ts";
import { completionFor } from "../../../ops/commands/completion.ts";
import { completionScript } from "../../../ops/report/completion.ts";

const verb: Command = {
  verb: "launch",
  summary: "start the engine, don't stop",
  description: "",
  flags: [
    { flag: "-n, --lines <count>", doc: "" },
    { flag: "--watch", doc: "" },
  ],
  examples: [],
  environment: "none",
  run: async () => 0,
};

/** Asks bash itself what it would offer for a line. */
function bashOffers(line: string): string[] {
  const words = line.split(" ");
  const script = `${completionScript("bash", [verb, completionFor([verb])])}
COMP_WORDS=(${words.map((w) => `'${w}'`).join(" ")}); COMP_CWORD=${words.length - 1}; _cap; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync("bash", ["-c", script], { encoding: "utf8" }).trim().split("\n");
}

describe("completion in bash", () => {
  it("offers verbs", () => expect(bashOffers("cap la")).toEqual(["launch"]));
  it("offers a verb's own flags", () => expect(bashOffers("cap launch --l")).toEqual(["--lines"]));
  it("offers environments after --env", () => expect(bashOffers("cap launch --env lo")).toContain("local"));
  it("completes itself", () => expect(bashOffers("cap comp")).toEqual(["completion"]));
});

describe("completion in the other shells", () => {
  it("quotes an apostrophe in zsh and fish", () => {
    for (const shell of ["zsh", "fish"] as const) expect(completionScript(shell, [verb])).toContain("don'\\''t");
  });
  it("names every long flag", () => {
    expect(completionScript("zsh", [verb])).toContain("--lines --watch");
    expect(completionScript("fish", [verb])).toContain("-l lines");
  });
});
