import { expect, test } from "vitest";
import { dev } from "../../../environments/dev.ts";
import { addressOf } from "../../../ops/apply/bundle-address.ts";
import { planAs } from "../../../ops/apply/planned-as.ts";
import { summaryOf } from "./given.ts";

const told = { env: dev, emulated: false, release: "release.json" };
const summary = summaryOf();
const kept = addressOf(dev, summary.id);

test("people are told what applies exactly what was kept, wherever it is", () => {
  for (const [place, typed] of [
    [kept, kept],
    ["my plans/dev.capplan", "'my plans/dev.capplan'"],
  ] as const)
    expect(planAs("text", { ...summary, kept: place }, told)).toMatch(
      new RegExp(`\n\nto apply exactly this:\n  → cap apply --env dev --release release.json --plan ${typed}$`),
    );
  expect(planAs("text", summary, told)).not.toContain("to apply");
});

test("programs and pages are told where it is", () => {
  expect(JSON.parse(planAs("json", { ...summary, kept }, told))).toEqual({ ...summary, kept });
  expect(planAs("markdown", { ...summary, kept }, told)).toContain(`Kept at \`${kept}\`.`);
});
