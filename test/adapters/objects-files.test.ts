import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { openObjects } from "../../adapters/objects/open.ts";
import { objectsContract } from "../contract-suites/objects.ts";

const home = mkdtempSync(join(tmpdir(), "cap-objects-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

objectsContract("files", () => openObjects("file:bucket", { baseDir: home }));

/** A process that adds one to the number in object `n`, so many times. */
const count = (folder: string, times: number) =>
  spawn(
    process.execPath,
    [
      "--input-type=module",
      "-e",
      `import { openFiles } from ${JSON.stringify(fileURLToPath(new URL("../../adapters/objects/files.ts", import.meta.url)))};
       const objects = openFiles(${JSON.stringify(folder)});
       for (let left = ${times}; left > 0; ) {
         const { body, etag } = await objects.read("n");
         const next = Buffer.from(String(Number(new TextDecoder().decode(body)) + 1));
         const done = objects.put("n", next, { ifMatch: etag }).then(() => true, (e) => {
           // Where the machine is busy it may have waited in vain for its turn, and then it says so.
           if (e.code !== "changed" && e.retry !== "now") throw e;
           return false;
         });
         if (await done) left -= 1;
       }`,
    ],
    { stdio: ["ignore", "ignore", "inherit"] },
  );

describe("objects in a folder", () => {
  it("lie at their key, and nothing of a write stays behind", async () => {
    const objects = await openObjects("file:plain", { baseDir: home });
    await objects.put("a/b.txt", Buffer.from("x"));
    await expect(objects.put("a/b.txt", Buffer.from("y"), { ifAbsent: true })).rejects.toThrow("exists");
    expect(readdirSync(join(home, "plain"), { recursive: true }).sort()).toEqual([".incoming", "a", "a/b.txt"]);
  });

  it("are replaced on condition by one of many processes at a time, of which some are killed meanwhile", async () => {
    const objects = await openObjects("file:counted", { baseDir: home });
    await objects.put("n", Buffer.from("0"));
    const counters = Array.from({ length: 4 }, () => count(join(home, "counted"), 25));
    const killed = count(join(home, "counted"), 1_000_000);
    setTimeout(() => killed.kill("SIGKILL"), 500);
    const ends = await Promise.all(counters.map(async (child) => (await once(child, "close"))[0]));
    expect(ends).toEqual([0, 0, 0, 0]);
    if (killed.exitCode === null && killed.signalCode === null) await once(killed, "close");
    const { body, etag } = await objects.read("n");
    // Nobody's number was overwritten: each process counted its own, and the killed one some more.
    expect(Number(new TextDecoder().decode(body))).toBeGreaterThanOrEqual(100);
    await objects.put("n", Buffer.from("after"), { ifMatch: etag });
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
