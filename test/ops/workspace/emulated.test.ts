import { once } from "node:events";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { dev } from "../../../environments/dev.ts";
import type { Environment } from "../../../environments/environment.ts";
import { local } from "../../../environments/local.ts";
import { layoutOf } from "../../../local/layout.ts";
import { isFree } from "../../../local/port.ts";
import { endProcess, isAlive } from "../../../local/process.ts";
import { environmentHome } from "../../../ops/home.ts";
import { readRunning, writeRunning } from "../../../ops/running.ts";
import type { StateFolder } from "../../../ops/terraform/terraform.ts";
import { forgetWriter, noteWriter } from "../../../ops/terraform/writer.ts";
import { bringUpEmulator, letStay, takeDownEmulator } from "../../../ops/workspace/emulated.ts";
import { withRecords } from "../../../ops/workspace/records.ts";

/*
 * A program stands for Python with the emulated AWS: it listens where it is told and answers the status that is asked of
 * it, late where a file says that it is busy. What is tested is who is started, adopted and stopped, and what run.json says.
 */

const program = `#!${process.execPath}
const [, , ...args] = process.argv;
const of = (name) => args[args.indexOf(name) + 1];
const status = JSON.stringify({ ready: true, pid: process.pid, owner: of("--owner") });
const late = () => (require("fs").existsSync(of("--state") + "/busy") ? 4_000 : 0);
const server = require("http").createServer((_, answer) => setTimeout(() => answer.end(status), late()));
server.listen(Number(of("--port")), "127.0.0.1");
`;

const before = process.env["CAP_HOME"];
afterEach(async () => {
  await takeDownEmulator(local);
  if (before === undefined) delete process.env["CAP_HOME"];
  else process.env["CAP_HOME"] = before;
});

/** An environment whose record says the emulated AWS was at `port` last. */
async function environmentAt(port: number, env: Environment = local) {
  process.env["CAP_HOME"] = mkdtempSync(join(tmpdir(), "cap-emulated-"));
  const home = environmentHome(env);
  mkdirSync(home, { recursive: true });
  const python = join(home, "python");
  writeFileSync(python, program, { mode: 0o755 });
  await writeRunning(env, { owner: "me", port, kafka: false, seeded: true });
  const { signal } = new AbortController();
  return { env, layout: layoutOf(home), tools: { python, node: process.execPath }, signal };
}

/** The folder of a state, as a synthesis leaves it. */
async function synthesisedIn(dir: string): Promise<[StateFolder]> {
  const stack = { workingDirectory: "stacks/runtime", dependencies: [] };
  mkdirSync(join(dir, stack.workingDirectory), { recursive: true });
  writeFileSync(join(dir, "manifest.json"), JSON.stringify({ stacks: { runtime: stack } }));
  return [{ name: "runtime", dir: join(dir, stack.workingDirectory), dependsOn: [] }];
}

async function strangerAt(port: number) {
  const stranger = createServer().listen(port, "127.0.0.1");
  await once(stranger, "listening");
  return { stranger, port: (stranger.address() as { port: number }).port };
}

test("where the port of the record is taken the next one is used and noted; then it is adopted, then stopped", async () => {
  const { stranger, port } = await strangerAt(0);
  const options = await environmentAt(port);

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

test("one whose command was killed is ended by the next one that uses it; one that is to stay is not", async () => {
  const { stranger, port } = await strangerAt(0);
  stranger.close();
  const options = await environmentAt(port);
  const first = await bringUpEmulator(options);
  const record = await readRunning(local);
  if (record === undefined) throw new Error("no emulated AWS is noted");

  const killed = { pid: process.pid, start: "another" };
  await writeRunning(local, { ...record, serves: killed });
  const [folder] = await synthesisedIn(options.layout.terraform);
  noteWriter(folder, process.pid);
  expect(await bringUpEmulator(options), "a Terraform still writes").toEqual({ ...first, adopted: true });
  await forgetWriter(folder);
  expect(await bringUpEmulator(options)).toEqual({ ...first, adopted: false });
  // Noted as ours now: who comes next leaves it to us.
  expect(await bringUpEmulator(options)).toEqual({ ...first, adopted: true });

  await letStay(local);
  expect(await readRunning(local)).toEqual({ ...record, serves: undefined });
  expect(await bringUpEmulator(options)).toEqual({ ...first, adopted: true });
});

test("one that has ended and comes up once more is whose it was; one that begins is its command's", async () => {
  const { stranger, port } = await strangerAt(0);
  stranger.close();
  const options = await environmentAt(port);
  await bringUpEmulator(options);
  await letStay(local);
  const before = await readRunning(local);
  await endProcess(before?.emulator ?? { pid: 0, start: "" }, 0);

  const again = await bringUpEmulator({ ...options, restart: true });
  expect(await readRunning(local)).toEqual({ ...before, port: again.port, emulator: again.process });
  await endProcess(again.process, 0);
  // After a reboot, say: who starts it now is to stop it.
  expect(await bringUpEmulator(options)).toMatchObject({ adopted: false });
  expect((await readRunning(local))?.serves).toMatchObject({ pid: process.pid });
});

test("one that was killed comes back at its port, though the system lets go of it a moment later", async () => {
  const { stranger, port } = await strangerAt(0);
  stranger.close();
  const options = await environmentAt(port);
  const first = await bringUpEmulator(options);
  process.kill(first.process.pid, "SIGKILL");
  await expect.poll(() => isFree(first.port), { interval: 10 }).toBe(true);
  const held = await strangerAt(first.port);
  const again = bringUpEmulator(options);
  await sleep(300);
  held.stranger.close();
  expect((await again).port).toBe(first.port);
});

test("one that is too busy to answer at once is adopted, and goes on", async () => {
  const { stranger, port } = await strangerAt(0);
  stranger.close();
  const options = await environmentAt(port);
  const first = await bringUpEmulator(options);
  writeFileSync(join(options.layout.state, "busy"), "");
  expect(await bringUpEmulator(options)).toEqual({ ...first, adopted: true });
  expect(isAlive(first.process)).toBe(true);
});

test("one that is stopped is started for its records, and stopped again; one that runs goes on", async () => {
  const { stranger, port } = await strangerAt(0);
  stranger.close();
  const options = await environmentAt(port, dev);
  const notes: string[] = [];
  const wanted = {
    ...{ env: dev, emulated: true, operation: "cap history", signal: options.signal },
    note: (line: string) => void notes.push(line),
  };
  const whatRuns = () =>
    withRecords(
      wanted,
      async () => (await readRunning(dev))?.emulator,
      async () => options.tools,
    );

  const forRecords = await whatRuns();
  if (forRecords === undefined) throw new Error("none ran while its records were read");
  expect(isAlive(forRecords)).toBe(false);
  expect((await readRunning(dev))?.emulator).toBeUndefined();
  expect(notes).toEqual(["the emulated AWS of dev is stopped; it is started for this, and stopped again"]);

  const running = await bringUpEmulator(options);
  expect(await whatRuns()).toEqual(running.process);
  expect(isAlive(running.process)).toBe(true);
  expect(notes).toHaveLength(1);
  await takeDownEmulator(dev);
});
