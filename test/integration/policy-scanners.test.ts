import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { capHome } from "../../ops/home.ts";
import { preparePython, scannerPackages } from "../../ops/setup/python.ts";
import { requireTools } from "../../ops/setup/tools.ts";
import type { PlanJson } from "../policy/plan.ts";
import { type Scan, scan } from "../policy/scanners.ts";

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

/** A plan with one fault for each scanner. */
const planted: PlanJson & Record<string, unknown> = {
  format_version: "1.2",
  terraform_version: "1.11.0",
  planned_values: {
    root_module: {
      resources: [
        resource("aws_kms_key", { enable_key_rotation: false, is_enabled: true, key_usage: "ENCRYPT_DECRYPT" }),
        resource("aws_iam_role_policy", { name: "planted", role: "planted", policy }),
      ],
    },
  },
  resource_changes: [],
  configuration: { root_module: { resources: [] } },
};

let seen: Scan;
beforeAll(async () => {
  const { python } = await requireTools(["python"]);
  const toolsDir = join(capHome(), "tools");
  const signal = new AbortController().signal;
  const scanners = await preparePython({ python, toolsDir, packages: scannerPackages, signal, onProgress: () => {} });
  seen = await scan(scanners, planted);
});

test.each([
  ["checkov", "CKV_AWS_7", "aws_kms_key.planted"],
  ["parliament", "RESOURCE_STAR", "aws_iam_role_policy.planted"],
  ["cloudsplaining", "PRIVILEGE_ESCALATION", "aws_iam_role_policy.planted"],
])("%s finds what was planted for it", (scanner, id, address) => {
  expect(seen.findings).toContainEqual(expect.objectContaining({ scanner, id, resource: address }));
});

test("the scan says how much it looked at", () => {
  expect(seen).toMatchObject({ resources: 2, policies: 1 });
});
