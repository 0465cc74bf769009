import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const installer = fileURLToPath(new URL("../bin/install", import.meta.url));

/**
 * A checkout whose `npm ci` takes a moment, fails when another one runs at the same time, and notes that it ran. It
 * stands for the network, which no test may need.
 */
function checkout(): string {
  const dir = mkdtempSync(join(tmpdir(), "cap-install-"));
  mkdirSync(join(dir, "bin"));
  copyFileSync(installer, join(dir, "bin/install"));
  writeFileSync(join(dir, "package-lock.json"), "{}");
  const npm = `#!/bin/sh
mkdir running || exit 1
sleep 0.5
mkdir -p node_modules/.bin && ln -sf "$(command -v node)" node_modules/.bin/node
echo ran >> ran
rmdir running
`;
  mkdirSync(join(dir, "programs"));
  writeFileSync(join(dir, "programs/npm"), npm, { mode: 0o755 });
  return dir;
}

async function install(dir: string): Promise<{ code: number; said: string }> {
  const env = { ...process.env, PATH: [join(dir, "programs"), process.env["PATH"]].join(delimiter) };
  const child = spawn("sh", ["-uc", ". bin/install"], { cwd: dir, env, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (data) => {
    said += data;
  });
  const [code] = await once(child, "close");
  return { code, said };
}

const locks = (dir: string): string[] => readdirSync(dir).filter((name) => name.startsWith(".installing"));

test("of several at once one installs, and the others wait and say for whom", async () => {
  const dir = checkout();
  const ends = await Promise.all(Array.from({ length: 4 }, () => install(dir)));
  expect(ends.map((end) => end.code)).toEqual([0, 0, 0, 0]);
  expect(readFileSync(join(dir, "ran"), "utf8")).toBe("ran\n");
  expect(ends.filter((end) => /process \d+ is installing the dependencies; waiting/.test(end.said))).toHaveLength(3);
  expect(locks(dir)).toEqual([]);
  expect(await install(dir)).toEqual({ code: 0, said: "" });
});

test("a lock whose holder is gone is taken over", async () => {
  const dir = checkout();
  mkdirSync(join(dir, ".installing", String(2 ** 22 + 1)), { recursive: true });
  expect(await install(dir)).toMatchObject({ code: 0 });
  expect(locks(dir)).toEqual([]);
});

test("an installation that fails leaves no lock and no mark that it was done", async () => {
  const dir = checkout();
  writeFileSync(join(dir, "programs/npm"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  const { code, said } = await install(dir);
  expect({ code, said }).toMatchObject({ code: 1, said: expect.stringContaining("npm ci failed") });
  expect(locks(dir)).toEqual([]);
  expect(existsSync(join(dir, "node_modules/.installed-lock.json"))).toBe(false);
});
