import { describe, expect, it } from "vitest";
import type { ApplyRequest } from "../../../ops/apply/request.ts";
import { sameCommand } from "../../../ops/apply/request.ts";
import { agreedBeforehand } from "../../../ops/commands/apply-flags.ts";
import { commands } from "../../../ops/commands/index.ts";
import { requestOf } from "../apply/given.ts";

/** Every command takes these. */
const global = ["--env", "--profile", "--emulated", "--json", "--quiet", "--verbose", "--yes"];
const all = {
  release: "r.json",
  allowReplace: ["aws_s3_bucket.bronze"],
  despiteHealth: "it is the cure",
  acceptUnknown: true,
  yes: true,
};

describe("a next command names only flags that its verb takes", () => {
  it.each<[string, Partial<ApplyRequest>, string[]]>([
    ["apply", { ...all, stacks: ["durable"] }, ["--accept-unknown", '--despite-health "reason"']],
    ["apply", { ...all, file: "x.capplan" }, ["--accept-unknown", '--despite-health "reason"']],
    ["drift", { ...all, mending: new Map() }, ["--accept-unknown", '--despite-health "reason"']],
    // Its state reads no other: nothing of it is ever planned on the way.
    ["bootstrap", { ...all, verb: "bootstrap", acceptUnknown: false }, ['--despite-health "reason"']],
  ])("cap %s, with all that it can be given and what its refusals add", (verb, request, more) => {
    const [, said, ...words] = sameCommand(requestOf(request), ...more).split(" ");
    expect(said).toBe(verb);
    const taken = commands.find((c) => c.verb === verb)?.flags.map(({ flag }) => flag.split(" ")[0]) ?? [];
    const named = words.filter((word) => word.startsWith("--"));
    expect(named).toContain("--allow-replace");
    expect(named.filter((flag) => ![...global, ...taken].includes(flag))).toEqual([]);
  });
});

it("what was agreed to beforehand reaches the apply; nothing is agreed to without a flag", () => {
  expect(agreedBeforehand({})).toEqual({ allowReplace: [], acceptUnknown: false });
  const { allowReplace, despiteHealth, acceptUnknown } = all;
  const agreed = { allowReplace, despiteHealth, acceptUnknown };
  expect(agreedBeforehand(agreed)).toEqual(agreed);
});
