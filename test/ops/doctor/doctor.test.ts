import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { local } from "../../../environments/local.ts";
import { examine } from "../../../ops/doctor/examine.ts";
import { examinationAsText } from "../../../ops/doctor/text.ts";
import { writeRunning } from "../../../ops/running.ts";

beforeEach(() => {
  const home = mkdtempSync(join(tmpdir(), "cap-doctor-"));
  mkdirSync(join(home, "local"));
  vi.stubEnv("CAP_HOME", home);
});
afterEach(() => vi.unstubAllEnvs());

it("an emulated AWS that is stopped has no endpoint now", async () => {
  await writeRunning(local, { owner: "o", port: 4_600, kafka: false, seeded: true });
  const { endpoint, emulation } = await examine(local, true);
  expect(endpoint).toMatchObject({
    reached: false,
    url: "none now; what starts it again, at http://127.0.0.1:4600: cap up --env local",
  });
  expect(emulation?.ready).toBe(false);
});

it("an optional tool that is not there is no finding, is told apart, and is named once", async () => {
  const path = mkdtempSync(join(tmpdir(), "cap-path-"));
  for (const [name, says] of [
    ["aws", "aws-cli/1.45.11"],
    ["python3", "Python 3.12.1"],
  ])
    writeFileSync(join(path, `${name}`), `#!/bin/sh\necho "${says}"\n`, { mode: 0o755 });
  vi.stubEnv("PATH", path);
  const { tools } = await examine(local, false);
  expect(tools.find((t) => t.name === "AWS CLI (optional)")).toEqual({
    name: "AWS CLI (optional)",
    ok: true,
    lacking: true,
    found: expect.stringMatching(/^1\.45\.11 found, want >= 2: https/),
    wanted: ">= 2",
  });
});

it("tools come first, also those that are wanted by people only; what is echoed comes last", () => {
  const found = "1.45.11 found, want >= 2: https://aws.amazon.com/cli";
  const aws = { name: "AWS CLI (optional)", ok: true, lacking: true, found, wanted: ">= 2" } as const;
  const endpoint = { url: "none yet", reached: false, credentials: "any" };
  const echoes = [{ service: "EC2", feature: "instances", echo: "nothing is started" }];
  const emulation = { ready: false, tasks: 0, brokers: 0, echoes };
  const shown = stripVTControlCharacters(
    examinationAsText({ cap: "1", environment: "local", tools: [aws], endpoint, emulation }),
  );
  // What is lacking is no finding, and not ticked either.
  expect(shown).toMatch(/^! +AWS CLI \(optional\) +1\.45\.11 found/m);
  expect(shown).toMatch(/AWS CLI \(optional\).*endpoint.*What the emulated AWS stores.*nothing is started/s);
});
