import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cutLog } from "../../local/emulator.ts";
import { freePort, isFree } from "../../local/port.ts";
import { endProcess, isAlive, processOf } from "../../local/process.ts";

async function child(script: string) {
  const started = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "ignore"] });
  await once(started.stdout, "data");
  const found = processOf(started.pid ?? -1);
  if (found === undefined) throw new Error("the child has ended already");
  return found;
}

describe("a process", () => {
  it("is known by its pid and its start", () => {
    const self = processOf(process.pid);
    expect(self).toBeDefined();
    expect(isAlive({ pid: process.pid, start: self?.start ?? "" })).toBe(true);
    expect(isAlive({ pid: process.pid, start: "another" })).toBe(false);
    expect(processOf(2 ** 22 + 1)).toBeUndefined();
  });

  it("that ends when asked is not forced", async () => {
    const p = await child("console.log('up'); setInterval(() => {}, 1000)");
    expect(await endProcess(p, 60_000)).toBe(true);
    expect(isAlive(p)).toBe(false);
    expect(await endProcess(p, 60_000)).toBe(true);
  });

  it("that does not end is forced when the time is up", async () => {
    const p = await child("process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000)");
    expect(await endProcess(p, 200)).toBe(false);
    expect(isAlive(p)).toBe(false);
  });
});

describe("freePort", () => {
  it("takes the wanted port, or the next one that is free", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    expect(await isFree(port)).toBe(false);
    expect(await freePort(port)).toBeGreaterThan(port);
    server.close();
    await once(server, "close");
    expect(await freePort(port)).toBe(port);
  });
});

describe("the log of the emulated AWS", () => {
  it("begins anew when it has grown long, and the one before is kept once", () => {
    const logs = mkdtempSync(join(tmpdir(), "cap-log-"));
    const file = join(logs, "emulated-aws.log");
    cutLog({ logs });
    expect(readdirSync(logs)).toEqual([]);
    writeFileSync(file, "short");
    cutLog({ logs });
    expect(readdirSync(logs)).toEqual(["emulated-aws.log"]);
    for (const letter of ["a", "b"]) {
      writeFileSync(file, letter.repeat(10_000_001));
      cutLog({ logs });
    }
    expect(readdirSync(logs)).toEqual(["emulated-aws.log.1"]);
    expect(readFileSync(`${file}.1`, "utf8")[0]).toBe("b");
  });
});
