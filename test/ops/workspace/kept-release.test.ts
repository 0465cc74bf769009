import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { serviceNames } from "../../../contracts/names.ts";
import { type Release, release as releaseContract } from "../../../contracts/release.ts";
import { layoutOf } from "../../../local/layout.ts";
import { keepRelease, keptRelease, releaseFileOf } from "../../../ops/workspace/kept-release.ts";

let layout: ReturnType<typeof layoutOf>;
let made: Release;

beforeEach(async () => {
  layout = layoutOf(mkdtempSync(join(tmpdir(), "cap-kept-")));
  made = releaseIn();
  await keepRelease(layout, "same", made);
});

/** A release whose parts lie in the stores, as a build leaves them. */
function releaseIn(): Release {
  const images = serviceNames.map((name, i) => {
    const hex = i.toString(16).repeat(64).slice(0, 64);
    mkdirSync(join(layout.images, `sha256-${hex}`), { recursive: true });
    writeFileSync(join(layout.images, `sha256-${hex}`, "image.json"), "{}");
    return [name, { repository: `cap-local/${name}`, tag: `sha256-${hex}`, digest: `sha256:${hex}` }] as const;
  });
  mkdirSync(layout.functions, { recursive: true });
  const lambda = (name: string) => {
    const zip = join(layout.functions, `${name}.zip`);
    writeFileSync(zip, name);
    return { zip, hash: "aGFzaA==" };
  };
  return {
    commit: "0123456789ab",
    images: Object.fromEntries(images) as Release["images"],
    functions: { freshness: lambda("freshness"), authorizer: lambda("authorizer") },
  };
}

const folderOf = (name: (typeof serviceNames)[number]): string => join(layout.images, made.images[name].tag);

test("a release that was made from the same inputs is kept as it is", async () => {
  expect(await keptRelease(layout, "same")).toEqual(made);
});

test("from other inputs it is built anew", async () => {
  expect(await keptRelease(layout, "other")).toBeUndefined();
});

test.each([
  ["an image", () => rmSync(folderOf("lake"), { recursive: true })],
  ["a function", () => rmSync(made.functions.authorizer.zip)],
  ["the release file", () => rmSync(releaseFileOf(layout))],
])("it is built anew when %s is gone", async (_, lose) => {
  lose();
  expect(await keptRelease(layout, "same")).toBeUndefined();
});

test("what another build has written meanwhile is not taken for ours", async () => {
  const mine = readFileSync(join(layout.home, "release.sha256"));
  await keepRelease(layout, "other", { ...made, commit: "ba9876543210" });
  writeFileSync(join(layout.home, "release.sha256"), mine);
  expect(await keptRelease(layout, "same")).toBeUndefined();
});

test("a release of an older format is built anew, and is no error", async () => {
  await keepRelease(layout, "same", { ...made, images: {} } as Release);
  expect(await keptRelease(layout, "same")).toBeUndefined();
});

test("where nothing was ever built there is nothing to keep", async () => {
  const empty = layoutOf(mkdtempSync(join(tmpdir(), "cap-kept-")));
  expect(await keptRelease(empty, "same")).toBeUndefined();
});

test("the release file is what main.ts reads, in a home that is made for it, and no draft is left", async () => {
  const fresh = layoutOf(join(layout.home, "fresh"));
  const file = await keepRelease(fresh, "same", made);
  expect(releaseContract.parse(JSON.parse(readFileSync(file, "utf8")))).toEqual(made);
  expect(readdirSync(fresh.home).sort()).toEqual(["release.json", "release.sha256"]);
});
