import { expect, test } from "vitest";
import { manifestLimitBytes } from "../../../contracts/manifest.ts";
import { names } from "../../../contracts/names.ts";
import { everyProfile } from "../../../environments/index.ts";
import { prod } from "../../../environments/prod.ts";
import { type Resource, synthesised } from "../../support/synthesised.ts";

const manifestsIn = (resources: readonly Resource[]) => resources.filter((r) => r.type === "aws_ssm_parameter");

const written = everyProfile.flatMap((environment) =>
  Object.entries(synthesised({ environment }).stacks).flatMap(([stack, { resources }]) =>
    manifestsIn(resources).map(({ has }) => ({ environment, stack, has })),
  ),
);

test("every environment tells ops what it is, each stack once, where ops look for it", () => {
  for (const environment of everyProfile) {
    const own = written.filter((one) => one.environment === environment);
    expect(new Set(own.map(({ stack }) => stack)).size).toBe(own.length);
    const paths = own.map(({ has }) => has["name"]);
    for (const stack of ["durable", "runtime"] as const) expect(paths).toContain(names.manifest(environment, stack));
  }
});

test("a manifest is free of charge: a standard parameter, and small enough to stay one", () => {
  for (const { has, stack } of written) {
    expect(has).toMatchObject({ type: "String", tier: "Standard" });
    expect(Buffer.byteLength(String(has["value"])), stack).toBeLessThan(manifestLimitBytes);
  }
});

test("a manifest holds no secret: it is a plain string that every reader of the environment may see", () => {
  for (const { has } of written) expect(String(has["value"])).not.toMatch(/random_password|secret_string|password/);
});

test("another commit changes the manifests and nothing else", () => {
  const at = (commit: string) => synthesised({ environment: prod, commit }).resources;
  const text = ({ has }: Resource) => JSON.stringify(has);
  const [before, after] = [at("aaaaaaaaaaaa"), at("bbbbbbbbbbbb")];
  const changed = before.filter((one, i) => text(one) !== text(after[i]!));
  expect(after.map(({ address }) => address)).toEqual(before.map(({ address }) => address));
  expect(changed.length).toBeGreaterThan(0);
  for (const { type, has } of changed) {
    expect(type).toBe("aws_ssm_parameter");
    expect(JSON.parse(String(has["value"]))).toMatchObject({ commit: "aaaaaaaaaaaa" });
  }
});
