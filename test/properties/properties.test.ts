import { describe, expect, test } from "vitest";
import { everyProfile } from "../../environments/index.ts";
import { synthesised } from "../support/synthesised.ts";
import { properties } from "./index.ts";

const primary = everyProfile.map((environment) => ({
  name: `${environment.name} (${environment.profile.name})`,
  environment,
  resources: synthesised({ environment, emulated: false }).resources,
}));
const anew = everyProfile
  .filter((e) => e.recovery.kind === "pilot-light")
  .map((environment) => ({
    name: `${environment.name} (${environment.profile.name}) in its recovery Region`,
    environment,
    resources: synthesised({ environment, emulated: false, site: "recovery" }).resources,
  }));

describe.each(properties)("$holds", ({ violations, planted }) => {
  test.each([...primary, ...anew])("$name", (given) => {
    expect(violations(given)).toEqual([]);
  });

  test("what is planted is found", () => {
    for (const resource of planted) {
      const environment = { name: "planted", safety: "protected" } as const;
      expect(violations({ environment, resources: [resource] })).not.toEqual([]);
    }
  });
});
