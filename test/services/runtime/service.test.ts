import { expect, test } from "vitest";
import { Task } from "../../integration/path/task.ts";

test("a service that is not told what it needs says everything that is missing, and ends with 1", async () => {
  const task = new Task("collect", { BUS_URL: "sqlite:bus", MAX_OBJECT_BYTES: "many" });
  expect(await task.ended()).toBe(1);
  const said = JSON.parse(task.output.trim().split("\n").at(-1) ?? "{}");
  expect(said).toMatchObject({ level: "fatal", service: "collect", code: "CAP_INVALID" });
  for (const name of ["LANDING_BUCKET", "QUARANTINE_BUCKET", "QUEUE_URL", "OBJECTS_TABLE", "MAX_OBJECT_BYTES"])
    expect(said.msg).toContain(name);
});

test("a bus that cannot be is told as such", async () => {
  const task = new Task("lake", { BUS_URL: "carrier pigeon", BRONZE_BUCKET: "file:x", SILVER_BUCKET: "file:y" });
  expect(await task.ended()).toBe(1);
  expect(task.output).toContain("CAP_BUS_URL");
});
