import { expect, test } from "vitest";
import type { Environment } from "../../../environments/environment.ts";
import { environmentNamed } from "../../../environments/index.ts";
import { local } from "../../../environments/local.ts";
import { prod } from "../../../environments/prod.ts";
import { sourcesTrail } from "../../../ops/checks/sources-trail.ts";
import { judged } from "./given.ts";

const name = "cap-prod-feed";
const there = { name, logging: true };

test("a trail that logs and delivers is fine", () => {
  expect(judged(sourcesTrail, there, prod)).toEqual({ state: "ok", saw: name });
});

test.each([
  [{ name, logging: undefined }, `${name}: there is none`],
  [{ name, logging: false }, `${name} is stopped`],
  [{ ...there, error: "AccessDenied" }, `${name}: the landing bucket answered AccessDenied`],
])("none, a stopped one and one that is refused fail: %j", (seen, saw) => {
  expect(judged(sourcesTrail, seen, prod)).toMatchObject({ state: "fail", saw });
});

test("where none was applied nothing is judged, and why is told", () => {
  const given: Environment = { ...local, sources: { cloudtrail: { kind: "given", trails: [{ arn: "a" }] } } };
  for (const [env, why] of [
    [local, /by hand/],
    [given, /others/],
    [environmentNamed("prod-dr"), /recovery site/],
    [prod, /not applied yet/],
  ] as const)
    expect(judged(sourcesTrail, undefined, env)).toEqual({
      state: "skip",
      because: expect.stringMatching(why),
    });
});
