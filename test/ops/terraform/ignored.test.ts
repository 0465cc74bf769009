import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ignoredIn } from "../../../ops/terraform/ignored.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "cap-ignored-"));
});
afterEach(() => rmSync(dir, { recursive: true }));

const ignoredOf = async (stack: unknown) => {
  writeFileSync(join(dir, "cdk.tf.json"), JSON.stringify(stack));
  return Object.fromEntries(await ignoredIn({ name: "runtime", dir, dependsOn: [] }));
};

test("what a stack leaves to others is told by address", async () => {
  const stack = {
    resource: {
      aws_ecs_service: {
        web: { lifecycle: { ignore_changes: ["desired_count", "task_definition"] } },
        lake: { lifecycle: { prevent_destroy: true } },
      },
      aws_lb: { entrance: { name: "x" } },
    },
  };
  expect(await ignoredOf(stack)).toEqual({ "aws_ecs_service.web": ["desired_count", "task_definition"] });
});

test("a resource that ignores nothing is not told", async () =>
  expect(await ignoredOf({ resource: { aws_lb: { b: { lifecycle: { ignore_changes: [] } } } } })).toEqual({}));

test("a stack without resources leaves nothing to others", async () => expect(await ignoredOf({})).toEqual({}));
