import { afterEach, describe, expect, it, vi } from "vitest";
import { runChild } from "../../../ops/process/run.ts";

const node = (script: string) => ({ command: process.execPath, args: ["-e", script], timeoutMs: 120_000 });

describe("runChild", () => {
  afterEach(() => void vi.useRealTimers());

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
    // Time begins when the child has put the signal aside, however long that takes.
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const script = "process.on('SIGINT', () => console.log('no')); console.log('up'); setInterval(() => {}, 1000)";
    const said = new Map(["up", "no"].map((line) => [line, Promise.withResolvers<void>()]));
    const onLine = (line: string): void => said.get(line)?.resolve();
    const running = runChild({ ...node(script), timeoutMs: 3_000, graceMs: 300, onLine });
    await said.get("up")?.promise;
    vi.advanceTimersByTime(3_000);
    await said.get("no")?.promise;
    vi.advanceTimersByTime(300);
    expect(await running).toMatchObject({ code: 137, timedOut: true });
  });
});
