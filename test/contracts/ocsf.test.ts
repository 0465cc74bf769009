import { expect, test } from "vitest";
import { checkApiActivity } from "../../contracts/ocsf/check.ts";
import { silverSchema } from "../../contracts/ocsf/parquet.ts";
import { silverFields } from "../../contracts/ocsf/silver.ts";

const valid = {
  ...{ time: 1, category_uid: 6, class_uid: 6003, activity_id: 2, type_uid: 600_302, severity_id: 1 },
  metadata: { uid: "e", version: "1.5.0", product: { name: "CloudTrail" } },
  api: { operation: "GetObject" },
  actor: {},
  src_endpoint: { ip: "192.0.2.1" },
};

test("an event of the smallest kind is fine", () => {
  expect(checkApiActivity(valid)).toEqual([]);
});

test("every fault is found, in the event's own fields", () => {
  const faults = checkApiActivity({
    ...valid,
    time: 1.5,
    colour: "red",
    api: {},
    resources: [{ uid: "a" }, { uid: 5 }],
    observables: {},
    severity_id: 2 ** 40,
    time_dt: "soon",
  });
  expect(faults.map(({ field, want }) => `${field}: ${want}`).toSorted()).toEqual([
    "api.operation: a value",
    "colour: no such field",
    "observables: a list",
    "resources[1].uid: string",
    "severity_id: int",
    "time: bigint",
    "time_dt: timestamp",
  ]);
});

test.each([[null], ["text"], [[]]])("%j is no event", (value) => {
  expect(checkApiActivity(value)).toHaveLength(1);
});

test("the Parquet schema is a whole tree: every group has as many children as it says", () => {
  let at = 0;
  const walk = (): void => {
    const element = silverSchema[at];
    at += 1;
    for (let i = 0; i < (element?.num_children ?? 0); i += 1) walk();
    expect(element?.type === undefined).toBe((element?.num_children ?? 0) > 0);
  };
  walk();
  expect(at).toBe(silverSchema.length);
});

test("what OCSF requires is required in the file, and every column is explained", () => {
  const required = silverSchema.filter((e) => e.repetition_type === "REQUIRED").map((e) => e.name);
  expect(required).toEqual(expect.arrayContaining(["time", "class_uid", "metadata", "uid", "api", "operation"]));
  expect(Object.values(silverFields).every(({ doc }) => doc !== "")).toBe(true);
});
