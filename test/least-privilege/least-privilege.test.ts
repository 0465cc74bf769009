import { readdirSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { serviceNames } from "../../contracts/names.ts";
import { prod } from "../../environments/prod.ts";
import { type Code, readCode, sourceOf } from "./code.ts";
import { commandsOf, orphans } from "./commands.ts";
import { judge } from "./judge.ts";
import { Asked, type Needs } from "./needs.ts";
import { type Permission, Platform, type Workload } from "./platform.ts";
import { requestsOf } from "./requests.ts";
import { surroundings } from "./surroundings.ts";

const serviceEntries = serviceNames.map((name) => [name, `services/${name}/main.ts`] as const);
/** Functions by their names in AWS. */
const functionEntries = [
  ["freshness", "services/freshness/index.ts"],
  ["authorizer", "services/authorize/index.ts"],
] as const;
const entries = [...serviceEntries, ...functionEntries];

let code: Code;
let platform: Platform;
let asked: Asked;

beforeAll(() => {
  code = readCode(entries.map(([, entry]) => entry));
  platform = new Platform(prod);
  asked = new Asked(platform, commandsOf(code));
});

const isService = (name: string): boolean => serviceEntries.some(([service]) => service === name);
const workload = (name: string): Workload => (isService(name) ? platform.service(name) : platform.function(name));

function needsOf(name: string, entry: string, of: Code): Needs {
  const one = workload(name);
  return new Map([...surroundings(platform, asked, one), ...asked.needs(requestsOf(of, entry), one)]);
}

describe.each(entries)("%s", (name, entry) => {
  let allowed: readonly Permission[];
  let needs: Needs;
  beforeAll(() => {
    allowed = workload(name).allowed;
    needs = needsOf(name, entry, code);
  });

  test("may do all that its code asks for, and nothing else", () => {
    expect(judge(allowed, needs)).toEqual({ missing: [], unused: [] });
  });

  test("each permission that is taken away is missed", () => {
    const without = (taken: Permission): readonly Permission[] => allowed.filter((one) => one !== taken);
    const missed = allowed.map((taken) => judge(without(taken), needs).missing.map((one) => one.split(": ")[0]));
    expect(missed).toEqual(allowed.map((taken) => [taken]));
  });

  test.each(["s3:DeleteObject aws_s3_bucket.bucket_bronze/*", "s3:GetObject aws_s3_bucket.bucket_gold/*", "sqs:* *"])(
    "one too many is found: %s",
    (added) => {
      expect(judge([...allowed, added], needs).unused).toEqual([added]);
    },
  );
});

test("a call that is new in the code is found, with its place", () => {
  const file = "services/collect/sweep.ts";
  const looks = "for await (const { key, etag, size, modifiedAt } of landing.list";
  const planted = readCode(["services/collect/main.ts"], {
    [file]: sourceOf(file).replace(looks, `await landing.delete("old");\n${looks}`),
  });
  const needs = needsOf("collect", "services/collect/main.ts", planted);
  const { missing } = judge(workload("collect").allowed, needs);
  expect(missing).toEqual([
    expect.stringMatching(
      /^s3:DeleteObject aws_s3_bucket.bucket_landing\/\*: Objects.delete at services\/collect\/sweep.ts:\d+$/,
    ),
  ]);
});

test("every command of every adapter belongs to a method of a port", () => {
  expect(orphans(code)).toEqual([]);
  expect(commandsOf(code).size).toBeGreaterThanOrEqual(18);
});

test("every service and function of the code is looked at", () => {
  const folders = readdirSync("services").filter((name) => {
    const files = readdirSync(`services/${name}`);
    const handles = files.includes("index.ts") && sourceOf(`services/${name}/index.ts`).includes("function handler");
    return files.includes("main.ts") || handles;
  });
  expect(entries.map(([, entry]) => entry.split("/")[1]).sort()).toEqual(folders.sort());
});
