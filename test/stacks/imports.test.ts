import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Import } from "../../environments/imports.ts";
import { local } from "../../environments/local.ts";
import { synthesise } from "../../stacks/synth.ts";
import { emptyRelease } from "../support/release.ts";

interface Stack {
  readonly import?: readonly unknown[];
}

/** The stacks of `local` with these import blocks, by name. */
function stacksWith(imports: readonly Import[]): Record<"durable" | "runtime", Stack> {
  const folder = mkdtempSync(join(tmpdir(), "cap-imports-"));
  try {
    const out = join(folder, "out");
    const release = emptyRelease(join(folder, "release"));
    synthesise({
      environment: local,
      site: "primary",
      release,
      emulated: true,
      out,
      states: join(out, "states"),
      imports,
    });
    const stack = (name: string): Stack => JSON.parse(readFileSync(join(out, "stacks", name, "cdk.tf.json"), "utf8"));
    return { durable: stack("durable"), runtime: stack("runtime") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("import blocks in a stack", () => {
  const queue = { state: "runtime", to: "aws_sqs_queue.q", id: "https://sqs/q" };
  const bucket = { state: "durable", to: "aws_s3_bucket.b", id: "b" };

  it("stand in the stack of their state, in Terraform's syntax, and in no other", () => {
    const { durable, runtime } = stacksWith([queue, bucket, { ...queue, to: "aws_sqs_queue.r" }]);
    expect(durable.import).toEqual([{ to: "aws_s3_bucket.b", id: "b" }]);
    expect(runtime.import).toEqual([
      { to: "aws_sqs_queue.q", id: "https://sqs/q" },
      { to: "aws_sqs_queue.r", id: "https://sqs/q" },
    ]);
  });

  it("are not there where nothing is to be taken in", () => {
    const { durable, runtime } = stacksWith([]);
    expect([durable, runtime].filter((stack) => "import" in stack)).toEqual([]);
  });

  it("of a state that there is not are refused", () => {
    expect(() => stacksWith([{ ...queue, state: "web" }])).toThrow(
      expect.objectContaining({ code: "CAP_NO_STACK", message: expect.stringContaining('"web"') }),
    );
  });
});
