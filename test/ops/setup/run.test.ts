import { describe, expect, it } from "vitest";
import { runChild } from "../../../ops/process/run.ts";

const node = (script: string) => ({ command: process.execPath, args: ["-e", script], timeoutMs: 20_000 });

describe("runChild", () => {
  it("resolves with what the child said and its exit code, whatever that is", async () => {
    const ended = await runChild(node("console.log('a\\nb'); console.error('c'); process.exitCode = 3"));
    expect(ended).toEqual({ code: 3, stdout: "a\nb", stderr: "c", timedOut: false });
  });

  it("hands lines on as they come", async () => {
    const lines: string[] = [];
    await runChild({ ...node("console.log('one\\ntwo')"), onLine: (line) => lines.push(line) });
    expect(lines).toEqual(["one", "two"]);
  });

  it("rejects when the program does not exist", async () => {
    await expect(runChild({ command: "no-such-program", args: [], timeoutMs: 1_000 })).rejects.toThrow("ENOENT");
  });

  it("asks once and waits for a child that cleans up", async () => {
    const stop = new AbortController();
    const script =
      "let n = 0; process.on('SIGINT', () => { n++; setTimeout(() => { console.log('asked', n); process.exit(0); }, 300); });" +
      "console.log('up'); setInterval(() => {}, 1000)";
    const said: string[] = [];
    const onLine = (line: string): void => {
      said.push(line);
      stop.abort();
      stop.abort();
    };
    const ended = await runChild({ ...node(script), signal: stop.signal, onLine });
    expect(said).toEqual(["up", "asked 1"]);
    expect(ended.code).toBe(0);
  });

  it("ends a child by force only after its grace", async () => {
    // Long enough for the child to have put the signal aside, on a busy machine too.
    const script = "process.on('SIGINT', () => {}); setInterval(() => {}, 1000)";
    const ended = await runChild({ ...node(script), timeoutMs: 3_000, graceMs: 300 });
    expect(ended).toMatchObject({ code: 137, timedOut: true });
  });
});
