import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root, toolsDir } from "../../ops/home.ts";
import { preparePython } from "../../ops/setup/python.ts";
import { requireTools } from "../../ops/setup/tools.ts";

const folder = join(root, "test/properties");

test("limits of names are those of the models of AWS's services", async () => {
  const { python } = await requireTools(["python"]);
  const signal = new AbortController().signal;
  const botocore = await preparePython({ python, toolsDir: toolsDir(), signal, onProgress: () => {} });
  const kept = readFileSync(join(folder, "aws-name-limits.json"), "utf8");
  const said = execFileSync(botocore, [join(folder, "aws_name_limits.py")], { input: kept, encoding: "utf8" });
  expect(JSON.parse(said)).toEqual(JSON.parse(kept));
});
