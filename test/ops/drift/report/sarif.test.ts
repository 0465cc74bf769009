import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv, type AnySchemaObject } from "ajv";
import type { Log, Run } from "sarif";
import { expect, test } from "vitest";
import { severities } from "../../../../ops/drift/finding.ts";
import { driftAsSarif } from "../../../../ops/drift/report/sarif.ts";
import { expiredLine, finding, night, report, unmanaged } from "../findings.ts";

// The package holds the schema of SARIF 2.1.0 as a file; its own matcher needs another test runner.
const schemaFile = createRequire(import.meta.url).resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
// Draft 4 and 7 differ, of what this schema uses, in the name of the id alone.
const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(schemaFile, "utf8")) as AnySchemaObject;
// A pattern of it is no Unicode expression; its formats are checked below where they matter: paths, and moments.
const valid = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

const run = (r = night): Run => {
  const log: Log = driftAsSarif(r);
  return log.runs[0]!;
};

test.each([
  ["a night with everything", night],
  ["nothing at all", report([])],
  ["what no state has", report([finding(unmanaged("aws_sqs_queue", "q"))])],
  ["an expired line of the baseline", report([], { expired: [expiredLine()] })],
  ["what could not be looked at", report([], { blind: night.blind })],
])("is valid SARIF 2.1.0: %s", (_, r) => {
  expect(valid(JSON.parse(JSON.stringify(driftAsSarif(r)))), JSON.stringify(valid.errors)).toBe(true);
});

test("the schema would find a mistake", () => expect(valid({ version: "2.1.0", runs: [{ tool: {} }] })).toBe(false));

test("each finding, and each expired line, is a result that has its rule, its level and a fingerprint of its own", () => {
  const { results = [], tool } = run();
  const rules = tool.driver.rules ?? [];
  expect(results.map((r) => r.partialFingerprints?.["primaryLocationLineHash"])).toEqual(
    [...night.findings, ...night.expired].map(({ id }) => id),
  );
  for (const r of results) expect(rules[r.ruleIndex ?? -1]?.id).toBe(r.ruleId);
  expect(results[0]).toMatchObject({ ruleId: "drift/changed/security", level: "error" });
  expect(results.at(-2)).toMatchObject({ ruleId: "drift/changed/tags", level: "note" });
});

test("an expired line is an error where it stands, and says who was to settle it", () => {
  const { results = [], tool } = run(report([], { expired: [expiredLine()] }));
  const says = "aws_ecs_service.service_web enable_execute_command was to be settled by 2026-02-15 (web: debugging)";
  expect(results).toMatchObject([
    {
      ruleId: "baseline/expired",
      level: "error",
      message: { text: `environments/prod.drift.yaml:12: ${says}` },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "environments/prod.drift.yaml" },
            region: { startLine: 12 },
          },
        },
      ],
    },
  ]);
  expect(tool.driver.rules?.[results[0]?.ruleIndex ?? -1]?.id).toBe("baseline/expired");
});

test("rules do not depend on what was found", () => {
  const rules = run(report([])).tool.driver.rules ?? [];
  expect(rules).toHaveLength(4 * severities.length + 1);
  expect(run().tool.driver.rules).toEqual(rules);
  for (const rule of rules)
    expect([rule.shortDescription?.text, rule.fullDescription?.text, rule.help?.text].every(Boolean)).toBe(true);
});

test("a result lies in the file of its stack, and says its address", () => {
  const { results = [] } = run(report(night.findings));
  for (const r of results) {
    const uri = r.locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? "";
    expect(existsSync(uri), uri).toBe(true);
  }
  expect(results[0]?.locations?.[0]).toMatchObject({
    physicalLocation: { artifactLocation: { uri: "stacks/runtime.ts" } },
    logicalLocations: [{ fullyQualifiedName: "aws_security_group.security_group_brokers" }],
  });
});

test("what is recorded is suppressed, with who says so and why", () => {
  const suppressed = (run().results ?? []).filter((r) => r.suppressions !== undefined);
  expect(suppressed.map((r) => r.suppressions?.[0]?.justification)).toEqual([
    "platform: longer while the dead letters are looked into",
  ]);
});

test("environments are categories of their own, and a blind look is no successful one", () => {
  expect(run().automationDetails?.id).toBe("cap-drift/prod/");
  const [invocation] = run().invocations ?? [];
  expect(invocation?.executionSuccessful).toBe(false);
  expect(invocation?.toolExecutionNotifications?.[0]?.message.text).toContain(
    "state account could not be looked at: AccessDenied",
  );
  expect(invocation?.endTimeUtc).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  expect(run(report([])).invocations?.[0]?.executionSuccessful).toBe(true);
});
