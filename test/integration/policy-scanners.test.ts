import { execFileSync } from "node:child_process";
import { beforeAll, expect, test } from "vitest";
import { toolsDir } from "../../ops/home.ts";
import { preparePython, scannerPackages } from "../../ops/setup/python.ts";
import { requireTools } from "../../ops/setup/tools.ts";
import type { PlanJson } from "../policy/plan.ts";
import { type Scan, scan } from "../policy/scanners.ts";
import { unscopable } from "../properties/unscopable.ts";

const resource = (type: string, values: Record<string, unknown>) => ({
  address: `${type}.planted`,
  mode: "managed",
  type,
  name: "planted",
  provider_name: "registry.terraform.io/hashicorp/aws",
  schema_version: 0,
  values,
  sensitive_values: {},
});

const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: ["iam:CreatePolicyVersion", "s3:GetObject"], Resource: ["*"] }],
});

/** Who may use a thing, and who may be a role: each with an action that AWS does not know. */
const onThing = (Action: string, more: object = {}): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "events.amazonaws.com" }, Action: [Action], ...more }],
  });

/** A plan with one fault for each scanner and kind of policy. */
const planted: PlanJson & Record<string, unknown> = {
  format_version: "1.2",
  terraform_version: "1.11.0",
  planned_values: {
    root_module: {
      resources: [
        resource("aws_kms_key", { enable_key_rotation: false, is_enabled: true, key_usage: "ENCRYPT_DECRYPT" }),
        resource("aws_iam_role_policy", { name: "planted", role: "planted", policy }),
        resource("aws_iam_role", { name: "planted", assume_role_policy: onThing("sts:AssumeAnyRole") }),
        resource("aws_sqs_queue_policy", {
          queue_url: "planted",
          policy: onThing("sqs:SendMail", { Resource: ["arn:aws:sqs:eu-west-1:111122223333:planted"] }),
        }),
      ],
    },
  },
  resource_changes: [],
  configuration: { root_module: { resources: [] } },
};

let seen: Scan;
let scanners: string;
beforeAll(async () => {
  const { python } = await requireTools(["python"]);
  const signal = new AbortController().signal;
  scanners = await preparePython({
    python,
    toolsDir: toolsDir(),
    packages: scannerPackages,
    signal,
    onProgress: () => {},
  });
  seen = await scan(scanners, planted);
});

test.each([
  ["checkov", "CKV_AWS_7", "aws_kms_key.planted"],
  ["parliament", "RESOURCE_STAR", "aws_iam_role_policy.planted"],
  ["parliament", "UNKNOWN_ACTION", "aws_iam_role.planted"],
  ["parliament", "UNKNOWN_ACTION", "aws_sqs_queue_policy.planted"],
  ["cloudsplaining", "PRIVILEGE_ESCALATION", "aws_iam_role_policy.planted"],
])("%s finds what was planted for it", (scanner, id, address) => {
  expect(seen.findings).toContainEqual(expect.objectContaining({ scanner, id, resource: address }));
});

test("the scan says how much it looked at", () => {
  expect(seen).toMatchObject({ resources: 4, policies: 3 });
});

/** Prints those of the given actions that take a resource, or that nobody knows. */
const scopable = `
import json, os, sys, parliament
path = os.path.join(os.path.dirname(parliament.__file__), "iam_definition.json")
known = {f"{s['prefix']}:{p['privilege']}".lower(): p for s in json.load(open(path)) for p in s["privileges"]}
takes = lambda p: any(r["resource_type"] for r in p["resource_types"])
print(json.dumps([a for a in sys.argv[1:] if a.lower() not in known or takes(known[a.lower()])]))
`;

test("what the properties call unscopable is so by the service authorization reference", () => {
  const said = execFileSync(scanners, ["-c", scopable, ...unscopable, "sqs:SendMessage"], { encoding: "utf8" });
  expect(JSON.parse(said)).toEqual(["sqs:SendMessage"]);
});
