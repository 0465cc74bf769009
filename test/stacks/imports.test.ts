import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Import } from "../../environments/imports.ts";
import { local } from "../../environments/local.ts";
import { prod } from "../../environments/prod.ts";
import { type SynthOptions, synthesise } from "../../stacks/synth.ts";
import { emptyRelease } from "../support/release.ts";

interface Stack {
  readonly import?: readonly unknown[];
}

/** The stacks with these import blocks, by name; of `local` unless another environment or site is given. */
function stacksWith(
  imports: readonly Import[],
  where: Pick<SynthOptions, "environment" | "site" | "emulated"> = {
    environment: local,
    site: "primary",
    emulated: true,
  },
): Record<"durable" | "runtime", Stack> {
  const folder = mkdtempSync(join(tmpdir(), "cap-imports-"));
  try {
    const out = join(folder, "out");
    const release = emptyRelease(join(folder, "release"));
    synthesise({
      ...where,
      release,
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

  it("made in the environment's own Region stay out of its recovery site, which has no such states", () => {
    const [account, there] = [
      { ...queue, state: "bootstrap" },
      { ...queue, id: "https://sqs/there", site: "recovery" as const },
    ];
    const { runtime } = stacksWith([account, queue, there], { environment: prod, site: "recovery", emulated: true });
    expect(runtime.import).toEqual([{ to: "aws_sqs_queue.q", id: "https://sqs/there" }]);
  });

  it("of a state that there is not are refused", () => {
    expect(() => stacksWith([{ ...queue, state: "web" }])).toThrow(
      expect.objectContaining({ code: "CAP_NO_STACK", message: expect.stringContaining('"web"') }),
    );
  });
});
