import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const installer = fileURLToPath(new URL("../bin/install", import.meta.url));

/**
 * A checkout whose `npm ci` takes until there is a file `go`, fails when another one runs at the same time, and notes that
 * it ran. It stands for the network, which no test may need.
 */
function checkout(): string {
  const dir = mkdtempSync(join(tmpdir(), "cap-install-"));
  mkdirSync(join(dir, "bin"));
  copyFileSync(installer, join(dir, "bin/install"));
  writeFileSync(join(dir, "package-lock.json"), "{}");
  const npm = `#!/bin/sh
mkdir running || exit 1
while [ ! -e go ]; do sleep 0.1; done
mkdir -p node_modules/.bin && ln -sf "$(command -v node)" node_modules/.bin/node
echo ran >> ran
rmdir running
`;
  mkdirSync(join(dir, "programs"));
  writeFileSync(join(dir, "programs/npm"), npm, { mode: 0o755 });
  return dir;
}

function installing(dir: string) {
  const env = { ...process.env, PATH: [join(dir, "programs"), process.env["PATH"]].join(delimiter) };
  const child = spawn("sh", ["-uc", ". bin/install"], { cwd: dir, env, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (data) => {
    said += data;
  });
  const ended = once(child, "close").then(([code]): { code: number; said: string } => ({ code, said }));
  return { ended, waits: () => /process \d+ is installing the dependencies; waiting/.test(said) };
}

/** An installation that nothing holds up. */
function install(dir: string): Promise<{ code: number; said: string }> {
  writeFileSync(join(dir, "go"), "");
  return installing(dir).ended;
}

const locks = (dir: string): string[] => readdirSync(dir).filter((name) => name.startsWith(".installing"));

test("of several at once one installs, and the others wait and say for whom", async () => {
  const dir = checkout();
  const all = Array.from({ length: 4 }, () => installing(dir));
  await expect.poll(() => all.filter(({ waits }) => waits()), { timeout: 60_000 }).toHaveLength(3);
  writeFileSync(join(dir, "go"), "");
  const ends = await Promise.all(all.map(({ ended }) => ended));
  expect(ends.map((end) => end.code)).toEqual([0, 0, 0, 0]);
  expect(readFileSync(join(dir, "ran"), "utf8")).toBe("ran\n");
  expect(all.filter(({ waits }) => waits())).toHaveLength(3);
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
