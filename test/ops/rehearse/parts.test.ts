import { existsSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { typesOf } from "../../../ops/rehearse/inventory.ts";
import { peakMib } from "../../../ops/rehearse/memory.ts";
import { Phases } from "../../../ops/rehearse/phases.ts";
import { changesIn } from "../../../ops/rehearse/replan.ts";
import { sourcesOf, upgradeIn } from "../../../ops/rehearse/upgrade.ts";
import { changeOf } from "../../support/plans.ts";

it("types are counted by address, inside modules and with keys too", () => {
  const addresses = ["aws_s3_bucket.a", 'aws_s3_bucket.b["x.y"]', "module.m.aws_kms_key.k"];
  expect(typesOf(addresses)).toEqual({ aws_kms_key: 1, aws_s3_bucket: 2 });
});

it("a phase lasts until the next begins", async () => {
  const phases = new Phases();
  const step = phases.timed({ title: "first", run: async () => "done" });
  expect(await step.run(() => {})).toBe("done");
  await new Promise((resolve) => setTimeout(resolve, 120));
  phases.begin("second");
  const { phases: all, seconds } = phases.end();
  expect(all.map((p) => p.name)).toEqual(["first", "second"]);
  expect(all[0]?.seconds).toBeGreaterThanOrEqual(0.1);
  expect(seconds).toBeGreaterThanOrEqual(0.1);
});

it.runIf(process.platform === "linux")("memory of a process is known, of none it is not", async () => {
  expect(await peakMib(process.pid)).toBeGreaterThan(10);
  expect(await peakMib(2 ** 22 + 1)).toBeUndefined();
});

it("a plan's changes leave out what stays and what is only read, and count outputs", () => {
  const change = (address: string, ...actions: string[]) => changeOf(address, { actions, before: null, after: null });
  const shown = {
    resource_changes: [
      change("aws_x.a", "no-op"),
      change("data.aws_x.b", "read"),
      change("aws_x.c", "delete", "create"),
    ],
    resource_drift: [],
    output_changes: { told: { actions: ["update"] }, same: { actions: ["no-op"] } },
  };
  expect(changesIn(shown)).toEqual([
    { address: "aws_x.c", action: "delete and create", because: [expect.any(String)] },
    { address: "output told", action: "update", because: [] },
  ]);
});

describe("an upgrade", () => {
  it("tells which addresses are replaced and which go", () => {
    const planned = (address: string, action: string) => ({ address, type: "aws_x", action });
    const changes = [planned("aws_x.new", "create"), planned("aws_x.b", "replace"), planned("aws_x.a", "delete")];
    const state = { name: "runtime", dir: "/nowhere", dependsOn: [] };
    const counts = { add: 2, change: 0, remove: 2, import: 0 };
    expect(upgradeIn({ state, changes, counts, outputs: [], drifted: 0, empty: false })).toEqual({
      name: "runtime",
      added: 1,
      changed: 0,
      replaced: ["aws_x.b"],
      destroyed: ["aws_x.a"],
    });
  });

  it("comes from sources of their own, with our packages, and leaves none behind", async () => {
    const { root, commit, remove } = await sourcesOf("HEAD");
    expect(commit).toMatch(/^[0-9a-f]{12}$/);
    expect(existsSync(join(root, "main.ts"))).toBe(true);
    expect(existsSync(readlinkSync(join(root, "node_modules")))).toBe(true);
    await remove();
    expect(existsSync(root)).toBe(false);
  });

  it.each(["no-such-branch", "--help"])("from what is no revision is refused: %s", async (ref) => {
    await expect(sourcesOf(ref)).rejects.toMatchObject({ code: "CAP_NO_REVISION" });
  });
});
