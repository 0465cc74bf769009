import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseMessage, Transcript } from "../../../ops/terraform/messages.ts";

/** Streams recorded from Terraform 1.11.4. */
function recorded(name: string) {
  const lines = readFileSync(new URL(`streams/${name}.jsonl`, import.meta.url), "utf8").split("\n");
  const messages = lines.flatMap((line) => parseMessage(line) ?? []);
  const transcript = new Transcript();
  for (const m of messages) transcript.add(m);
  return { types: messages.map((m) => m.type), transcript };
}

describe("Terraform's stream", () => {
  it("of a plan tells what it would change", () => {
    const { types, transcript } = recorded("plan");
    expect(types).toEqual(["planned_change", "planned_change", "change_summary", "outputs"]);
    expect(transcript.counts).toEqual({ add: 2, change: 0, remove: 0, import: 0 });
  });

  it("of an apply tells when each resource begins and ends", () => {
    const { types, transcript } = recorded("apply");
    expect(types.filter((t) => t.startsWith("apply_"))).toEqual([
      "apply_start",
      "apply_complete",
      "apply_start",
      "apply_complete",
    ]);
    expect(transcript.errors).toEqual([]);
  });

  it("of a failed apply tells which resource failed and why", () => {
    const { transcript } = recorded("apply-failed");
    expect(transcript.failed).toEqual(["terraform_data.two"]);
    expect(transcript.errors).toMatchObject([
      {
        address: "terraform_data.two",
        summary: "local-exec provisioner error",
        detail: expect.stringContaining("exit 3"),
      },
    ]);
  });

  it("of a destroy ends with its counts", () => {
    expect(recorded("destroy").transcript.counts).toEqual({ add: 0, change: 0, remove: 2, import: 0 });
  });

  it.each(["", "not JSON", "{", "[1]", "null", '{"type":"unheard of"}', '{"type":"diagnostic"}'])(
    "may hold lines that mean nothing to us: %s",
    (line) => {
      expect(parseMessage(line)).toBeUndefined();
    },
  );
});
