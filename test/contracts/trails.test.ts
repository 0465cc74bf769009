import { expect, test } from "vitest";
import { deliveringTrails, type Trails, trailFaults } from "../../contracts/trails.ts";
import { local } from "../../environments/local.ts";
import { validateEnvironment } from "../../environments/validate.ts";

const arn = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/everything";
const given = (...trails: Extract<Trails, { kind: "given" }>["trails"]): Trails => ({ kind: "given", trails });
const fields = (trails: Trails): string[] => trailFaults("sources.cloudtrail", trails).map((f) => f.field);

test("no trail, an own one and those of a team are fine as they are", () => {
  const trails = given({ arn }, { arn: `${arn}-2`, organization: "o-a1b2c3d4e5" });
  for (const fine of [{ kind: "none" }, { kind: "own" }, trails] as const) expect(fields(fine)).toEqual([]);
});

test("a trail is named whole, once, and of an organisation by its id; every fault is told", () => {
  expect(fields(given())).toEqual(["sources.cloudtrail.trails"]);
  const wrong = ["everything", arn.replace("everything", "*"), arn.replace("111122223333", "*"), `${arn}/x`];
  for (const other of wrong) expect(fields(given({ arn: other })), other).toEqual(["sources.cloudtrail.trails[0].arn"]);
  expect(fields(given({ arn }, { arn, organization: "r-root" }))).toEqual([
    "sources.cloudtrail.trails[1].arn",
    "sources.cloudtrail.trails[1].organization",
  ]);
});

test("an environment tells the faults of its sources in its own fields", () => {
  const faults = validateEnvironment({ ...local, sources: { cloudtrail: given({ arn: "x" }) } });
  expect(faults.map((f) => f.field)).toEqual(["sources.cloudtrail.trails[0].arn"]);
});

test("which trails may deliver is what was given, the own one, or none", () => {
  expect(deliveringTrails(local, { kind: "none" })).toEqual([]);
  expect(deliveringTrails(local, given({ arn }))).toEqual([{ arn }]);
  const own = `arn:aws:cloudtrail:${local.region}:${local.account}:trail/cap-local-feed`;
  expect(deliveringTrails(local, { kind: "own" })).toEqual([{ arn: own }]);
});
