import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { local } from "../../../environments/local.ts";
import type { StateFolder } from "../../../ops/terraform/terraform.ts";
import { pointAt } from "../../../ops/workspace/pointing.ts";

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

/** A state that names a queue of the emulated AWS on port 4600. */
function stateOf(name: string): StateFolder & { readonly file: string } {
  const dir = join(mkdtempSync(join(tmpdir(), "cap-pointing-")), name);
  mkdirSync(dir);
  const file = join(dir, "s.tfstate");
  writeFileSync(join(dir, "cdk.tf.json"), '{"terraform":{"backend":{"local":{"path":"s.tfstate"}}}}');
  writeFileSync(file, '{"url":"http://127.0.0.1:4600/123456789012/q"}');
  return { name, dir, dependsOn: [], file };
}

const emulator = { port: 4601, endpoint: "http://127.0.0.1:4601" };

test("clients of this process and every state follow the emulated AWS to its port", async () => {
  const states = [stateOf("durable"), stateOf("runtime")];
  await pointAt(local, emulator, states);
  expect(process.env["AWS_ENDPOINT_URL"]).toBe(emulator.endpoint);
  for (const { file } of states) expect(readFileSync(file, "utf8")).toContain("http://127.0.0.1:4601/123456789012/q");
});

test("clients follow at once, a state only when no Terraform has it open", async () => {
  const state = stateOf("runtime");
  const terraform = Promise.withResolvers<void>();
  const pointing = pointAt(local, emulator, [state], terraform.promise);
  expect(process.env["AWS_ENDPOINT_URL"]).toBe(emulator.endpoint);
  writeFileSync(state.file, '{"url":"http://127.0.0.1:4600/123456789012/written-late"}');
  terraform.resolve();
  await pointing;
  expect(readFileSync(state.file, "utf8")).toContain("http://127.0.0.1:4601/123456789012/written-late");
});
