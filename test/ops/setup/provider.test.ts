import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cliConfigFor, findProvider, type ProviderSearch, providerVersion } from "../../../ops/setup/provider.ts";

const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
const scratch = (): string => mkdtempSync(join(tmpdir(), "cap-provider-"));

function unpackedMirror(dir: string, version = providerVersion): string {
  const below = join(dir, "registry.terraform.io/hashicorp/aws", version, platform);
  mkdirSync(below, { recursive: true });
  writeFileSync(join(below, `terraform-provider-aws_v${version}_x5`), "");
  return dir;
}

function packedMirror(dir: string): string {
  const below = join(dir, "registry.terraform.io/hashicorp/aws");
  mkdirSync(below, { recursive: true });
  writeFileSync(join(below, `terraform-provider-aws_${providerVersion}_${platform}.zip`), "");
  return dir;
}

const search = (changes: Partial<ProviderSearch>): ProviderSearch => ({
  env: { XDG_DATA_DIRS: "/nowhere" },
  home: "/nowhere",
  roots: [],
  depth: 4,
  budgetMs: 2_000,
  ...changes,
});

describe("findProvider", () => {
  it("prefers the user's own configuration, but only if the file is there", async () => {
    const file = join(scratch(), "terraformrc");
    const mirror = unpackedMirror(scratch());
    const env = { TF_CLI_CONFIG_FILE: file, CAP_TF_MIRROR: mirror };
    expect(await findProvider(search({ env }))).toEqual({ kind: "mirror", dir: mirror, foundBy: "CAP_TF_MIRROR" });
    writeFileSync(file, "");
    expect(await findProvider(search({ env }))).toEqual({ kind: "own-config", file });
  });

  it("knows Terraform's own directories", async () => {
    const home = scratch();
    const dir = packedMirror(join(home, ".terraform.d/plugins"));
    expect(await findProvider(search({ home }))).toMatchObject({ kind: "mirror", dir });
    const data = scratch();
    const shared = unpackedMirror(join(data, "terraform/plugins"));
    expect(await findProvider(search({ env: { XDG_DATA_DIRS: data } }))).toMatchObject({ dir: shared });
  });

  it("finds a mirror below the install roots, no deeper than allowed", async () => {
    const root = scratch();
    const dir = unpackedMirror(join(root, "a/b/mirror"));
    expect(await findProvider(search({ roots: ["/nowhere", root] }))).toMatchObject({ dir, foundBy: "a look around" });
    expect(await findProvider(search({ roots: [root], depth: 1 }))).toEqual({ kind: "registry" });
  });

  it("does not take another version, and leaves it to the registry", async () => {
    const root = unpackedMirror(scratch(), "5.99.0");
    expect(await findProvider(search({ roots: [root], env: { CAP_TF_MIRROR: root } }))).toEqual({ kind: "registry" });
  });

  it("stops looking when its time is up", async () => {
    const root = unpackedMirror(scratch());
    expect(await findProvider(search({ roots: [root], budgetMs: -1 }))).toEqual({ kind: "registry" });
  });
});

describe("cliConfigFor", () => {
  it("takes the AWS provider from the mirror and everything else from the registry", () => {
    const text = cliConfigFor({ kind: "mirror", dir: "/m", foundBy: "x" }, "/cache");
    expect(text).toContain('path    = "/m"');
    expect(text).toContain('exclude = ["registry.terraform.io/hashicorp/aws"]');
    expect(text).toContain("disable_checkpoint = true");
  });

  it("keeps what the registry gives in a cache that all states share", () => {
    expect(cliConfigFor({ kind: "registry" }, "/cache")).toContain('plugin_cache_dir = "/cache"');
  });
});
