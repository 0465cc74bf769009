import { once } from "node:events";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { local } from "../../../environments/local.ts";
import { layoutOf } from "../../../local/layout.ts";
import { isAlive } from "../../../local/process.ts";
import { environmentHome } from "../../../ops/home.ts";
import { readRunning, writeRunning } from "../../../ops/running.ts";
import { bringUpEmulator, takeDownEmulator } from "../../../ops/up/emulated.ts";

/*
 * A program stands for Python with the emulated AWS: it listens where it is told and answers the status that is asked of
 * it. What is tested is who is started, adopted and stopped, and what run.json says.
 */

const program = `#!${process.execPath}
const [, , ...args] = process.argv;
const of = (name) => args[args.indexOf(name) + 1];
const status = JSON.stringify({ ready: true, pid: process.pid, owner: of("--owner") });
require("http").createServer((_, answer) => answer.end(status)).listen(Number(of("--port")), "127.0.0.1");
`;

const before = process.env["CAP_HOME"];
afterEach(async () => {
  await takeDownEmulator(local);
  if (before === undefined) delete process.env["CAP_HOME"];
  else process.env["CAP_HOME"] = before;
});

test("where the port of the record is taken the next one is used and noted; then it is adopted, then stopped", async () => {
  process.env["CAP_HOME"] = mkdtempSync(join(tmpdir(), "cap-emulated-"));
  const home = environmentHome(local);
  mkdirSync(home, { recursive: true });
  const python = join(home, "python");
  writeFileSync(python, program, { mode: 0o755 });
  const stranger = createServer().listen(0, "127.0.0.1");
  await once(stranger, "listening");
  const { port } = stranger.address() as { port: number };
  await writeRunning(local, { owner: "me", port, kafka: false, seeded: true });
  const { signal } = new AbortController();
  const tools = { python, node: process.execPath };
  const options = { env: local, layout: layoutOf(home), tools, signal };

  const first = await bringUpEmulator(options);
  stranger.close();
  expect(first.adopted).toBe(false);
  expect(first.port).toBeGreaterThan(port);
  expect(await readRunning(local)).toMatchObject({ owner: "me", port: first.port, seeded: true });

  expect(await bringUpEmulator(options)).toEqual({ ...first, adopted: true });

  await takeDownEmulator(local);
  expect(isAlive(first.process)).toBe(false);
  expect(await readRunning(local)).toEqual({ owner: "me", port: first.port, kafka: false, seeded: true });
});
