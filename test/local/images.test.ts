import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { buildFunction } from "../../local/functions.ts";
import { buildImage, digestOf } from "../../local/images.ts";
import { zip } from "../../local/zip.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

function program(text: string): { root: string; repository: string; entry: string; statics: string } {
  const dir = mkdtempSync(join(tmpdir(), "cap-program-"));
  writeFileSync(join(dir, "main.ts"), text);
  mkdirSync(join(dir, "static/css"), { recursive: true });
  writeFileSync(join(dir, "static/css/page.css"), "p {}");
  return { root, repository: "cap-local/web", entry: join(dir, "main.ts"), statics: join(dir, "static") };
}

describe("digestOf", () => {
  it("is the store's rule, which the emulated AWS checks", () => {
    const file = { path: "main.mjs", content: Buffer.from("hello") };
    // echo -n hello | sha256sum, then the text of the rule through sha256sum again.
    expect(digestOf([file], ["node", "main.mjs"])).toBe(
      "sha256:" +
        execFileSync("sha256sum", {
          input:
            "main.mjs\0" +
            "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824\ncommand\0node\0main.mjs\n",
        })
          .toString()
          .slice(0, 64),
    );
  });

  it("does not depend on the order of the files", () => {
    const a = { path: "a", content: Buffer.from("1") };
    const b = { path: "b", content: Buffer.from("2") };
    expect(digestOf([a, b], [])).toBe(digestOf([b, a], []));
  });
});

describe("buildImage", () => {
  it("puts a program that runs into the store, under a name that says its content", async () => {
    const store = mkdtempSync(join(tmpdir(), "cap-store-"));
    const source = program('const n: number = 42; console.log("answer", n);');
    const image = await buildImage(store, source);
    expect(image.tag).toBe(image.digest.replace(":", "-"));
    const folder = join(store, image.tag);
    expect(execFileSync(process.execPath, [join(folder, "main.mjs")]).toString()).toBe("answer 42\n");
    expect(readFileSync(join(folder, "static/css/page.css"), "utf8")).toBe("p {}");
    expect(readlinkSync(join(folder, "node_modules"))).toBe(join(root, "node_modules"));
    expect(readFileSync(join(store, "tags/cap-local__web", image.tag), "utf8")).toBe(image.digest);
    expect(JSON.parse(readFileSync(join(folder, "image.json"), "utf8"))).toMatchObject({
      ...image,
      command: ["node", "main.mjs"],
    });
  });

  it("gives the same sources the same digest, other sources another, and leaves no drafts", async () => {
    const store = mkdtempSync(join(tmpdir(), "cap-store-"));
    const one = program("console.log(1)");
    const [first, again] = await Promise.all([buildImage(store, one), buildImage(store, one)]);
    const second = await buildImage(store, program("console.log(2)"));
    expect(again).toEqual(first);
    expect(second.digest).not.toBe(first.digest);
    expect(readdirSync(store).toSorted()).toEqual([first.tag, second.tag, "tags"].toSorted());
  });
});

describe("buildFunction", () => {
  it("makes the same zip of the same sources", async () => {
    const dir = mkdtempSync(join(tmpdir(), "cap-functions-"));
    const { entry } = program("export const handler = async () => 1;");
    const one = await buildFunction(dir, "freshness", entry, root);
    const two = await buildFunction(mkdtempSync(join(tmpdir(), "cap-functions-")), "freshness", entry, root);
    expect(existsSync(one.zip)).toBe(true);
    expect(two.hash).toBe(one.hash);
  });

  it("makes the same zip wherever the sources lie, and nothing in it depends on the machine's zlib", async () => {
    const source = "export const handler = async () => import.meta.url;";
    const built = await Promise.all(
      ["here", "a/deeper/folder"].map(async (place) => {
        const home = join(mkdtempSync(join(tmpdir(), "cap-sources-")), place);
        mkdirSync(join(home, "services"), { recursive: true });
        writeFileSync(join(home, "services", "index.ts"), source);
        return await buildFunction(join(home, "out"), "moved", join(home, "services", "index.ts"), home);
      }),
    );
    expect(built[1]?.hash).toBe(built[0]?.hash);
    const bytes = readFileSync(built[0]!.zip);
    const methodAt = 8;
    expect(bytes.readUInt16LE(methodAt)).toBe(0);
    expect(bytes.includes("import.meta.url")).toBe(true);
  });
});

describe("zip", () => {
  it("is read by another implementation", () => {
    const file = join(mkdtempSync(join(tmpdir(), "cap-zip-")), "x.zip");
    writeFileSync(
      file,
      zip([
        { path: "index.mjs", content: Buffer.from("x".repeat(10_000)) },
        { path: "deep/er.txt", content: Buffer.from("") },
      ]),
    );
    const script =
      "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; " +
      "print([(i.filename, i.file_size, oct(i.external_attr >> 16)) for i in z.infolist()])";
    expect(execFileSync("python3", ["-c", script, file]).toString().trim()).toBe(
      "[('index.mjs', 10000, '0o100644'), ('deep/er.txt', 0, '0o100644')]",
    );
  });
});
