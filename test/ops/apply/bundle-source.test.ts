import { expect, test } from "vitest";
import { dev } from "../../../environments/dev.ts";
import { prod } from "../../../environments/prod.ts";
import { staging } from "../../../environments/staging.ts";
import { addressOf, idIn } from "../../../ops/apply/bundle-address.ts";
import { bundleSource } from "../../../ops/apply/bundle-source.ts";
import { partOf } from "../../../ops/apply/held-against.ts";
import { apply } from "../../../ops/commands/apply.ts";
import { plannedState, summaryOf } from "./given.ts";

const onAws = { env: dev, emulated: false, release: "release.json" };
const id = "plan-0123456789ab";
const address = "s3://cap-states-210987654321-eu-west-1/bundles/dev/plan-0123456789ab.capplan";

test("a file that is made anew is made in the same file, of the same states", () => {
  const bundle = summaryOf({ states: [plannedState("durable"), plannedState("runtime")] });
  const remake = (...all: string[]) =>
    bundleSource({ env: dev, emulated: true }, "my plans/dev.capplan", partOf(bundle, all)).remake;
  expect(remake("durable", "runtime")).toBe("cap plan --env dev --emulated --out 'my plans/dev.capplan'");
  expect(remake("account", "durable", "runtime")).toBe(
    "cap plan --env dev --emulated --stack durable runtime --out 'my plans/dev.capplan'",
  );
});

test("an address says where a bundle of which environment lies, and which it is; the one in --help is of that kind", () => {
  expect(addressOf(dev, id)).toBe(address);
  expect(idIn(dev, address)).toBe(id);
  const [, shown = ""] = /--plan (s3:\S+)/.exec(apply.examples.join("\n")) ?? [];
  expect(idIn(prod, shown)).toBe(id);
});

test("what lies there is made anew there, and has to be the bundle that the address names", () => {
  const source = bundleSource(onAws, address, ["--stack durable"]);
  expect(source).toMatchObject({ path: address, stored: { id } });
  expect(source.remake).toBe("cap plan --env dev --release release.json --stack durable --out s3://");
});

test.each([
  ["another bucket", `s3://elsewhere/bundles/dev/${id}.capplan`],
  ["another environment of the account", addressOf(staging, id)],
  ["another account", addressOf(prod, id)],
  ["a name of one's own", address.replace(id, "release-7")],
  ["more before the name", address.replace(id, `x/${id}`)],
  ["no name", "s3://"],
])("%s is refused before AWS is asked, with where bundles lie and what makes one there", (_, other) => {
  expect(() => bundleSource(onAws, other)).toThrow(
    expect.objectContaining({
      code: "CAP_BUNDLE_PLACE",
      exit: 4,
      message: `${other} is no place for a bundle of dev: they lie at ${addressOf(dev, "<id>")}; nothing was changed`,
      nextSteps: ["to keep one there:", "cap plan --env dev --release release.json --out s3://"],
    }),
  );
});

test("bundles of the emulated AWS are files: their key is one as well", () => {
  expect(() => bundleSource({ env: dev, emulated: true }, address)).toThrow(
    expect.objectContaining({
      code: "CAP_BUNDLE_PLACE",
      exit: 4,
      message: expect.stringMatching(/kept in a file.*; nothing was changed$/),
      nextSteps: ["to keep them:", "cap plan --env dev --emulated --out dev.capplan"],
    }),
  );
});
