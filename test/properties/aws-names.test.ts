import { expect, test } from "vitest";
import { everyProfile } from "../../environments/index.ts";
import { synthesised } from "../support/synthesised.ts";
import { namesIn } from "./aws-names.ts";
import { nameRules, unruled } from "./name-rules.ts";

const seen = new Set(
  everyProfile
    .flatMap((environment) => synthesised({ environment, emulated: false }).resources)
    .flatMap(namesIn)
    .map(({ what }) => what),
);

test("every rule is one of a name that some environment has, and so is every reason for none", () => {
  const known = [...nameRules.keys(), ...Object.keys(unruled)];
  expect(known.filter((what) => !seen.has(what))).toEqual([]);
  expect(Object.keys(unruled).filter((what) => nameRules.has(what))).toEqual([]);
});
