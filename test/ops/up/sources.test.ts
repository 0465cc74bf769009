import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { local } from "../../../environments/local.ts";
import { forEach, patiently } from "../../../ops/process/patience.ts";
import { agreed } from "../../../ops/up/ingest/outcomes.ts";
import { sourcesIn } from "../../../ops/up/ingest/sources.ts";

const never = new AbortController().signal;

describe("sourcesIn", () => {
  it("finds event files at any depth and lists what it leaves out", async () => {
    const dir = mkdtempSync(join(tmpdir(), "cap-events-"));
    mkdirSync(join(dir, "a/b"), { recursive: true });
    for (const name of ["z.json", "a/b/x.json.gz", "a/notes.md", "a/x.JSON", "y.gz"])
      writeFileSync(join(dir, name), name);
    const { sources, ignored } = await sourcesIn(dir);
    expect(sources.map((s) => s.path)).toEqual(["a/b/x.json.gz", "z.json"]);
    expect(ignored).toEqual(["a/notes.md", "a/x.JSON", "y.gz"]);
    expect(Buffer.from((await sources[0]?.read()) ?? []).toString()).toBe("a/b/x.json.gz");
  });

  it("refuses a folder that is not there", async () => {
    await expect(sourcesIn("/no/such/folder")).rejects.toThrow("--events /no/such/folder: there is no such folder");
  });
});

describe("agreed", () => {
  const counts = { in: 10, kept: 7, dropped: 2, deadLettered: 1 };

  it("lets counts through that add up", () => {
    expect(agreed(counts, "uploads/x/", local)).toEqual(counts);
  });

  it.each([9, 11])("reports it when collect found %i and the lake accounts for 10", (found) => {
    expect(() => agreed({ ...counts, in: found }, "uploads/x/", local)).toThrow(
      `collect found ${found} events under uploads/x/, the lake accounts for 10`,
    );
  });
});

describe("patiently", () => {
  const fault = (retry: string): Error => Object.assign(new Error(retry), { retry });

  it("goes on while the port says that it helps", async () => {
    let calls = 0;
    const act = async (): Promise<string> => {
      calls += 1;
      if (calls < 3) throw fault("now");
      return "done";
    };
    expect(await patiently(act, 10_000, never)).toBe("done");
    expect(calls).toBe(3);
  });

  it.each([fault("never"), new TypeError("a bug")])("gives up at once on %s", async (error) => {
    let calls = 0;
    const act = async (): Promise<never> => {
      calls += 1;
      throw error;
    };
    await expect(patiently(act, 10_000, never)).rejects.toBe(error);
    expect(calls).toBe(1);
  });

  it("gives up when the time is over", async () => {
    await expect(patiently(async () => Promise.reject(fault("now")), 50, never)).rejects.toThrow("now");
  });
});

describe("forEach", () => {
  it("does everything, never more at a time than allowed", async () => {
    let running = 0;
    let most = 0;
    const done: number[] = [];
    await forEach([...Array(50).keys()], 4, async (n) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
      done.push(n);
    });
    expect(most).toBe(4);
    expect(done.toSorted((a, b) => a - b)).toEqual([...Array(50).keys()]);
  });

  it("begins nothing more after an error, and ends what was begun", async () => {
    const begun: number[] = [];
    let ended = 0;
    const work = forEach([...Array(50).keys()], 2, async (n) => {
      begun.push(n);
      await new Promise((resolve) => setTimeout(resolve, 1));
      ended += 1;
      if (n === 3) throw new Error("three");
    });
    await expect(work).rejects.toThrow("three");
    expect(ended).toBe(begun.length);
    expect(begun.length).toBeLessThan(10);
  });
});
