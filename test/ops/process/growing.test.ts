import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { growing } from "../../../ops/process/growing.ts";
import { runChild } from "../../../ops/process/run.ts";
import fc from "../../support/properties.ts";

const home = mkdtempSync(join(tmpdir(), "cap-growing-"));
afterAll(() => rmSync(home, { recursive: true }));
let made = 0;
const newFile = (): string => {
  const file = join(home, String(made++));
  writeFileSync(file, "");
  return file;
};
const textOf = async (file: string, ended: Promise<void>): Promise<string> =>
  Buffer.concat(await growing(file, ended).toArray()).toString();

describe("a file that grows", () => {
  it("is read whole, however it is written and whenever its writer ends", async () => {
    const parts = fc.array(fc.record({ text: fc.string({ maxLength: 200_000, unit: "grapheme" }), ms: fc.nat(3) }), {
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(parts, async (all) => {
        const file = newFile();
        const writing = (async () => {
          for (const { text, ms } of all) {
            appendFileSync(file, text);
            await sleep(ms);
          }
        })();
        expect(await textOf(file, writing)).toBe(all.map((p) => p.text).join(""));
      }),
      { numRuns: 25 },
    );
  });

  it("is told as it grows, not at the end", async () => {
    const file = newFile();
    const end = Promise.withResolvers<void>();
    const stream = growing(file, end.promise)[Symbol.asyncIterator]();
    for (const word of ["one", "two"]) {
      appendFileSync(file, word);
      expect(String((await stream.next()).value)).toBe(word);
    }
    end.resolve();
    expect((await stream.next()).done).toBe(true);
  });

  it("what was written just before its writer ended is read as well", async () => {
    const file = newFile();
    const end = sleep(30).then(() => appendFileSync(file, "last words"));
    expect(await textOf(file, end)).toBe("last words");
  });

  it("that is not there is an error of the stream", () =>
    expect(textOf(join(home, "none"), Promise.resolve())).rejects.toMatchObject({ code: "ENOENT" }));
});

describe("a child that writes to a file", () => {
  const run = (script: string, more: Partial<Parameters<typeof runChild>[0]> = {}) =>
    runChild({ command: "sh", args: ["-c", script], timeoutMs: 120_000, outputFile: newFile(), ...more });

  it("is heard line by line, stdout and stderr alike", async () => {
    const lines: string[] = [];
    const { code } = await run("echo one; echo two >&2; exit 3", { onLine: (line) => lines.push(line) });
    expect([code, lines]).toEqual([3, ["one", "two"]]);
  });

  it("is told of with its process id at once, and leaves its words in the file", async () => {
    const pids: number[] = [];
    const { stdout } = await run("echo $$", { onStart: (pid) => pids.push(pid) });
    expect(stdout).toBe(String(pids[0]));
  });
});

it("a child whose lines cannot be taken is asked to stop, and that is the error", async () => {
  const onLine = (): never => {
    throw new Error("no more of this");
  };
  for (const output of [{}, { outputFile: newFile() }]) {
    const endless = "trap 'exit 0' INT; while :; do echo x; sleep 0.05; done";
    const ended = runChild({ command: "sh", args: ["-c", endless], timeoutMs: 120_000, onLine, ...output });
    await expect(ended).rejects.toThrow("no more of this");
  }
});
