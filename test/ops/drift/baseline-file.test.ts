import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { OperatorError } from "../../../contracts/errors.ts";
import { environments } from "../../../environments/index.ts";
import { parseBaseline, readBaseline } from "../../../ops/drift/baseline-file.ts";

const file = "environments/prod.drift.yaml";
const text = `# What is known of prod.
- address: aws_sqs_queue.queue_landing
  attribute: tags*
  treatment: ignore
  owner: platform
  reason: the inventory writes its own tags
  expires: 2026-06-30

- type: aws_security_group
  resource: sg-0fe1
  treatment: record
  owner: network
  reason: >
    a test that
    is still on
  expires: 2026-03-31
`;

/** The lines of an error's message below its first. */
function faultsOf(yaml: string): string[] {
  try {
    parseBaseline(file, yaml);
  } catch (error) {
    expect(error).toBeInstanceOf(OperatorError);
    expect(error).toMatchObject({ code: "CAP_BAD_BASELINE", exit: 1 });
    return (error as Error).message
      .split("\n")
      .slice(1)
      .map((line) => line.trim());
  }
  return [];
}

/** The text with one of its lines put another way. */
const faultsWith = (from: string, to: string): string[] => faultsOf(text.replace(from, to));

describe("a baseline", () => {
  it("says of each line where it stands", () =>
    expect(parseBaseline(file, text).lines).toEqual([
      {
        line: 2,
        address: "aws_sqs_queue.queue_landing",
        attribute: "tags*",
        treatment: "ignore",
        owner: "platform",
        reason: "the inventory writes its own tags",
        expires: "2026-06-30",
      },
      {
        line: 9,
        type: "aws_security_group",
        resource: "sg-0fe1",
        treatment: "record",
        owner: "network",
        reason: "a test that is still on",
        expires: "2026-03-31",
      },
    ]));

  it.each([
    ["a day that is none", "expires: 2026-06-30", "expires: 2026-06-31", 7, "expires"],
    ["a word for a day", "expires: 2026-06-30", "expires: soon", 7, "expires"],
    ["no such treatment", "treatment: ignore", "treatment: forget", 4, "treatment"],
    ["an owner that is empty", "owner: platform", 'owner: " "', 5, "owner"],
    ["a star in the middle", "attribute: tags*", 'attribute: "t*s"', 3, "attribute"],
    ["a field that is not known", "owner: platform", "owner: a\n  onwer: b", 6, "onwer"],
    ["no reason", "  reason: the inventory writes its own tags\n", "", 2, "reason"],
    ["a type of nobody", "type: aws_security_group", "type: security_group", 9, "type"],
    ["the same field twice", "owner: platform", "owner: a\n  owner: b", 6, "unique"],
  ])("tells the line of %s", (_, from, to, line, word) => {
    const faults = faultsWith(from, to);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(`${file}:${line}: `);
    expect(faults[0]).toContain(word);
  });

  it("tells every fault at once", () =>
    expect(faultsOf("- address: a\n- treatment: x\n  address: b\n- 7\n").length).toBeGreaterThan(6));

  it.each(["a: b", "words", "7"])("is a list: %s", (yaml) =>
    expect(faultsOf(yaml)).toEqual([`${file}:1: want a list of lines, each with - address or - type`]),
  );

  it.each(["", "# nothing\n", "[]"])("may be empty: %j", (yaml) => expect(parseBaseline(file, yaml).lines).toEqual([]));

  it("is read from the folder of environments, and is empty where there is no file", async () => {
    const folder = await mkdtemp(join(tmpdir(), "cap-baseline-"));
    try {
      expect(await readBaseline("prod", folder)).toEqual({ file, lines: [] });
      await mkdir(join(folder, "environments"));
      await writeFile(join(folder, file), text);
      expect((await readBaseline("prod", folder)).lines).toHaveLength(2);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("is valid in each environment", async () => {
    for (const name of Object.keys(environments)) await expect(readBaseline(name), name).resolves.toBeDefined();
  });
});

it("the example in the runbook is a valid baseline", () => {
  const [, example = ""] = /```yaml\n([\s\S]*?)```/.exec(readFileSync("docs/runbooks/drift-found.md", "utf8")) ?? [];
  expect(parseBaseline(file, example).lines).toHaveLength(2);
});
