import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { foundEvents } from "../../../ops/drift/found-event.ts";
import { finding, report, unmanaged } from "./findings.ts";

const run = "https://github.com/o/r/actions/runs/1";
const known = { owner: "platform", reason: "meant", expires: "2026-12-31" };

it("drift that was found is one event on the environment's bus: how much, how bad, and where to read it", () => {
  const seen = report([finding(), finding(unmanaged("aws_sqs_queue", "q"), { recorded: known })]);
  const [event, ...more] = foundEvents(seen, run);
  expect(more).toEqual([]);
  expect(event).toMatchObject({ Source: "cap", DetailType: "Drift Found", EventBusName: "cap-prod-platform" });
  expect(JSON.parse(event?.Detail ?? "")).toEqual({
    environment: "prod",
    findings: 1,
    worst: seen.findings[0]?.severity,
    run,
  });
});

it("nothing, or nothing but what is known, is no event", () => {
  expect(foundEvents(report([]), run)).toEqual([]);
  expect(foundEvents(report([finding({}, { recorded: known })]), run)).toEqual([]);
});

it("the script of the workflow prints them as EventBridge takes them", () => {
  const dir = mkdtempSync(join(tmpdir(), "cap-bus-"));
  try {
    const seen = report([finding()]);
    writeFileSync(join(dir, "drift.json"), JSON.stringify(seen));
    const said = execFileSync(process.execPath, ["ops/drift/tell.ts", join(dir, "drift.json"), run], {
      encoding: "utf8",
    });
    expect(JSON.parse(said)).toEqual(foundEvents(seen, run));
  } finally {
    rmSync(dir, { recursive: true });
  }
});
