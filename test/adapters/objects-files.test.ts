import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openObjects } from "../../adapters/objects/open.ts";
import { objectsContract } from "../contract-suites/objects.ts";

const home = mkdtempSync(join(tmpdir(), "cap-objects-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

objectsContract("files", () => openObjects("file:bucket", { baseDir: home }));

describe("objects in a folder", () => {
  it("lie at their key, and nothing of a write stays behind", async () => {
    const objects = await openObjects("file:plain", { baseDir: home });
    await objects.put("a/b.txt", Buffer.from("x"));
    await expect(objects.put("a/b.txt", Buffer.from("y"), { ifAbsent: true })).rejects.toThrow("exists");
    expect(readdirSync(join(home, "plain"), { recursive: true }).sort()).toEqual([".incoming", "a", "a/b.txt"]);
  });

  it.each(["", "/a", "a//b", "a/../../b", ".incoming/x", "a/", "a/\0"])("refuse the key %j", async (key) => {
    const objects = await openObjects("file:plain", { baseDir: home });
    await expect(objects.put(key, Buffer.from("x"))).rejects.toMatchObject({ code: "invalid", retry: "never" });
  });

  it("say when one key would be the folder of another", async () => {
    const objects = await openObjects("file:plain", { baseDir: home });
    await objects.put("file", Buffer.from("x"));
    await expect(objects.put("file/below", Buffer.from("x"))).rejects.toMatchObject({ name: "ObjectsError" });
    await objects.put("folder/below", Buffer.from("x"));
    await expect(objects.put("folder", Buffer.from("x"))).rejects.toMatchObject({ code: "invalid" });
    expect(await objects.head("folder")).toBeUndefined();
  });
});

describe("openObjects", () => {
  it("refuses other URLs", async () => {
    await expect(openObjects("gs://bucket")).rejects.toMatchObject({ code: "CAP_OBJECTS_URL" });
  });
});
