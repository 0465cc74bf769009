import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serviceNames } from "../../../contracts/names.ts";
import { release } from "../../../contracts/release.ts";
import { packSources } from "../../../ops/release/pack.ts";
import { imagePackages } from "../../../ops/release/packages.ts";
import { sealRelease } from "../../../ops/release/seal.ts";

const scratch = mkdtempSync(join(tmpdir(), "cap-release-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Every file below a folder, with its content. */
const filesIn = (dir: string): [string, string][] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e): [string, string] => [
      join(e.parentPath, e.name).slice(dir.length),
      readFileSync(join(e.parentPath, e.name), "latin1"),
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1));

const digest = (n: number): string => `sha256:${String(n).repeat(64)}`;
const sayDigest = (dir: string, name: string, n: number): void =>
  writeFileSync(join(dir, "images", `${name}.json`), JSON.stringify({ "containerimage.digest": digest(n) }));

describe("a release", () => {
  const [one, other] = [join(scratch, "one"), join(scratch, "other")];
  beforeAll(async () => {
    await packSources(one, "0123456789ab");
    await packSources(other, "0123456789ab");
    // Twelve bundles, and the machine may have other work.
  });

  it("is packed into the same bytes, wherever and whenever", () => {
    expect(filesIn(one).map(([file]) => file)).toEqual(filesIn(other).map(([file]) => file));
    expect(filesIn(one)).toEqual(filesIn(other));
  });

  it("has a whole context for each image", () => {
    for (const name of serviceNames) {
      const context = join(one, "images", name);
      const copied = [...readFileSync(join(context, "Dockerfile"), "utf8").matchAll(/^COPY (.*) \.\/$/gm)].flatMap(
        ([, from = ""]) => from.split(" "),
      );
      expect(copied.length).toBeGreaterThan(2);
      for (const file of [...copied, "program/main.mjs"]) expect(existsSync(join(context, file)), file).toBe(true);
    }
  });

  it("is not sealed before every image has a digest, and names those that have none", async () => {
    sayDigest(one, "collect", 1);
    await expect(sealRelease(one)).rejects.toThrow(/no digest of lake, control, web, kafka in .*; nothing was written/);
    expect(existsSync(join(one, "release.json"))).toBe(false);
  });

  it("is sealed as main.ts wants it, with archives that lie beside it", async () => {
    for (const [n, name] of [...serviceNames, "kafka"].entries()) sayDigest(other, name, n);
    const made = await sealRelease(other);
    expect(release.parse(JSON.parse(readFileSync(join(other, "release.json"), "utf8")))).toEqual(made);
    expect(made.commit).toBe("0123456789ab");
    expect(made.images.lake.digest).toBe(digest(1));
    expect(made.images.kafka?.tag).toBe(digest(4).replace(":", "-"));
    for (const { zip } of Object.values(made.functions)) expect(readdirSync(other)).toContain(zip);
  });

  it("that nobody packed is not sealed", async () => {
    await expect(sealRelease(join(scratch, "absent"))).rejects.toMatchObject({ code: "CAP_NO_IMAGE" });
  });
});

describe("packages of an image", () => {
  const text = readFileSync("package-lock.json", "utf8");
  const made = imagePackages(text);
  const { packages } = JSON.parse(made["package-lock.json"]) as { packages: Record<string, Record<string, unknown>> };

  it("are those that no bundle holds, by the version and the hash of the project's lock", () => {
    const whole = (JSON.parse(text) as { packages: typeof packages }).packages;
    const { dependencies } = JSON.parse(made["package.json"]) as { dependencies: Record<string, string> };
    expect(Object.keys(dependencies).sort()).toEqual([
      "@duckdb/node-api",
      "@fastify/swagger-ui",
      "@platformatic/kafka",
    ]);
    for (const [key, has] of Object.entries(packages).filter(([key]) => key !== "")) expect(has).toEqual(whole[key]);
    expect(Object.keys(packages)).toContain("node_modules/@duckdb/node-bindings-linux-arm64");
  });

  it("are far fewer than the project's, and none of what makes it", () => {
    const keys = Object.keys(packages);
    expect(keys.length).toBeLessThan(120);
    for (const name of ["cdktf", "esbuild", "vitest", "typescript"]) expect(keys).not.toContain(`node_modules/${name}`);
  });

  it("take what lies nearest to who needs it", () => {
    const entry = (more: object = {}) => ({ version: "1.0.0", ...more });
    const lock = {
      packages: {
        "": { dependencies: { "@duckdb/node-api": "1.0.0", other: "1.0.0" } },
        "node_modules/@duckdb/node-api": entry({ dependencies: { a: "1" } }),
        "node_modules/@duckdb/node-api/node_modules/a": entry({
          dependencies: { b: "1" },
          optionalDependencies: { c: "1" },
        }),
        "node_modules/a": entry(),
        "node_modules/b": entry(),
        "node_modules/other": entry(),
      },
    };
    const kept = JSON.parse(imagePackages(JSON.stringify(lock))["package-lock.json"]) as typeof lock;
    expect(Object.keys(kept.packages)).toEqual([
      "",
      "node_modules/@duckdb/node-api",
      "node_modules/@duckdb/node-api/node_modules/a",
      "node_modules/b",
    ]);
  });

  it("a lock that lacks one is our mistake", () => {
    const lock = {
      packages: {
        "": { dependencies: { "@duckdb/node-api": "1.0.0" } },
        "node_modules/@duckdb/node-api": { version: "1.0.0", dependencies: { gone: "1" } },
      },
    };
    expect(() => imagePackages(JSON.stringify(lock))).toThrow(
      /has no gone, which node_modules\/@duckdb\/node-api needs/,
    );
  });
});
