import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { isGone, self } from "../../adapters/bus/process-identity.ts";

describe("isGone", () => {
  it("knows this process, a later one with the same id, and one it cannot see", () => {
    expect(isGone(self)).toBe(false);
    expect(isGone({ ...self, started: "1" })).toBe(true);
    expect(isGone({ ...self, host: "another", started: "1" })).toBe(false);
  });

  it("knows a process that was killed, also before its parent looked", async () => {
    // The shell does not wait for its child: killed, it stays a zombie for as long as the shell lives.
    const shell = spawn("sh", ["-c", "sleep 60 & echo $!; exec sleep 60"], { stdio: ["ignore", "pipe", "ignore"] });
    const [line] = await once(shell.stdout, "data");
    const pid = Number(String(line));
    const { readFileSync } = await import("node:fs");
    const started = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ")[1]?.split(" ")[19] ?? "";
    expect(isGone({ ...self, pid, started })).toBe(false);
    process.kill(pid, "SIGKILL");
    await expect.poll(() => isGone({ ...self, pid, started })).toBe(true);
    shell.kill("SIGKILL");
  });
});
