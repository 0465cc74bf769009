import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { begunIn, forgetBegun, keepBegun } from "../../../ops/terraform/begun.ts";
import { logFile } from "../../../ops/terraform/run.ts";
import type { Terraform } from "../../../ops/terraform/terraform.ts";

const logsDir = mkdtempSync(join(tmpdir(), "cap-begun-"));
afterAll(() => rmSync(logsDir, { recursive: true }));
const tf: Terraform = { program: "", configFile: "", env: {}, logsDir, signal: new AbortController().signal };
const state = { name: "runtime", dir: "", dependsOn: [] };

const hook = (type: string, addr: string, action: string, more = {}) => ({
  type,
  hook: { resource: { addr, resource_type: addr.split(".")[0] }, action, ...more },
});
const summary = { type: "change_summary", changes: { add: 1, change: 0, remove: 0, operation: "apply" } };

function leftBy(...messages: readonly object[]): Promise<ReadonlyMap<string, string | undefined>> {
  mkdirSync(logsDir, { recursive: true });
  writeFileSync(logFile(tf, "runtime", "apply"), messages.map((m) => JSON.stringify(m)).join("\n"));
  return begunIn(tf, state);
}

describe("what an apply began to create", () => {
  const began = hook("apply_start", "aws_subnet.a", "create");

  it("is what it was at, and what it had done with its id", async () => {
    const done = hook("apply_complete", "aws_subnet.a", "create", { id_value: "subnet-1" });
    const other = hook("apply_start", "aws_vpc.v", "create");
    expect([...(await leftBy(began, other, done))]).toEqual([
      ["aws_subnet.a", "subnet-1"],
      ["aws_vpc.v", undefined],
    ]);
  });

  it("is also what the provider hung up on", async () => {
    expect([...(await leftBy(began, hook("apply_errored", "aws_subnet.a", "create")))]).toEqual([
      ["aws_subnet.a", undefined],
    ]);
  });

  it("is not what it changed or removed", async () => {
    expect((await leftBy(hook("apply_start", "aws_subnet.a", "update"))).size).toBe(0);
    expect((await leftBy(hook("apply_start", "aws_subnet.a", "delete"))).size).toBe(0);
  });

  it("is nothing after an apply that ended well, and where there was none", async () => {
    expect((await leftBy(began, summary)).size).toBe(0);
    rmSync(logsDir, { recursive: true });
    expect((await begunIn(tf, state)).size).toBe(0);
    mkdirSync(logsDir);
  });

  it("is also what an earlier one began that was cut off, until one has ended well", async () => {
    rmSync(logsDir, { recursive: true });
    await leftBy(began);
    await keepBegun(tf, state);
    const done = hook("apply_complete", "aws_vpc.v", "create", { id_value: "vpc-1" });
    expect([...(await leftBy(done))]).toEqual([
      ["aws_subnet.a", undefined],
      ["aws_vpc.v", "vpc-1"],
    ]);
    await keepBegun(tf, state);
    expect([...(await leftBy()).keys()]).toEqual(["aws_subnet.a", "aws_vpc.v"]);
    // One that ended well, though it was for some addresses only, tells nothing of the others.
    expect([...(await leftBy(summary)).keys()]).toEqual(["aws_subnet.a", "aws_vpc.v"]);
    await forgetBegun(tf, state);
    expect((await leftBy(summary)).size).toBe(0);
  });
});
