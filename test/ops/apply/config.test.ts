import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { configDigest } from "../../../ops/apply/config.ts";

const scratch = mkdtempSync(join(tmpdir(), "cap-config-"));
afterAll(() => rmSync(scratch, { recursive: true }));
let made = 0;

const stack = {
  terraform: { backend: { local: { path: "/home/ada/.cap/dev/states/durable.tfstate" } } },
  resource: {
    aws_lambda_function: { f: { filename: "/home/ada/cap/dist/f.zip", source_code_hash: "h1", timeout: 30 } },
    aws_iam_role: { r: { path: "/cap/dev/", name: "r" } },
  },
};
/** Digest of states, each with its stack. */
function digestOf(stacks: Record<string, unknown>): Promise<string> {
  const root = join(scratch, String(made++));
  const folders = Object.entries(stacks).map(([name, content]) => {
    const dir = join(root, name);
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, "cdk.tf.json"), typeof content === "string" ? content : JSON.stringify(content));
    return { name, dir, dependsOn: [] };
  });
  return configDigest(folders);
}
const text = JSON.stringify(stack);
const differs = async (from: string, to: string): Promise<boolean> => {
  expect(text).toContain(from);
  return (await digestOf({ durable: text.replace(from, to) })) !== (await digestOf({ durable: stack }));
};

describe("the digest of Terraform JSON", () => {
  it("is the same on another machine: where states and archives lie does not count, nor how it is indented", async () => {
    expect(await differs("/home/ada/.cap/dev/states", "../../states")).toBe(false);
    expect(await differs("/home/ada/cap/dist", "/runner/work")).toBe(false);
    expect(await digestOf({ durable: JSON.stringify(stack, undefined, 2) })).toBe(await digestOf({ durable: stack }));
  });

  it.each([
    ["a value", "30", "31"],
    ["what is in an archive", "h1", "h2"],
    ["which archive", "f.zip", "g.zip"],
    ["which state", "durable.tfstate", "other.tfstate"],
    ["a path that is no file", "/cap/dev/", "/cap/prod/"],
    ["an address", '"f":', '"g":'],
  ])("differs with %s", async (_, from, to) => expect(await differs(from, to)).toBe(true));

  it("differs with the states that there are, their names and which has what", async () => {
    const other = { resource: {} };
    const digests = await Promise.all([
      digestOf({ durable: stack }),
      digestOf({ runtime: stack }),
      digestOf({ durable: stack, runtime: other }),
      digestOf({ durable: other, runtime: stack }),
    ]);
    expect(new Set(digests).size).toBe(digests.length);
  });
});
