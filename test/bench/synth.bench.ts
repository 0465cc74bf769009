import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { emptyReleaseFile } from "../support/release.ts";
import { type Bench, median, timed } from "./measure.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const rounds = 5;

/** Synth of `local` as `cap up` runs it: a process of its own. */
export const bench: Bench = {
  name: "synth",
  async run() {
    const out = await mkdtemp(join(tmpdir(), "cap-synth-"));
    const release = emptyReleaseFile(join(out, "release"));
    const times: number[] = [];
    const peaks: number[] = [];
    for (let i = 0; i < rounds; i += 1) {
      const peak = `process.on("exit", () => process.stderr.write("\\npeak " + process.resourceUsage().maxRSS + "\\n"));`;
      const args = [
        "--import",
        `data:text/javascript,${encodeURIComponent(peak)}`,
        "main.ts",
        "local",
        "--release",
        release,
        "--out",
        out,
      ];
      const done = await timed(process.execPath, args, { cwd: root });
      if (done.code !== 0) throw new Error(`synth failed: ${done.stderr}`);
      times.push(done.ms);
      peaks.push(Number(/peak (\d+)/.exec(done.stderr)?.[1]) / 1024);
    }
    await rm(out, { recursive: true });
    const seconds = median(times) / 1000;
    const mib = median(peaks);
    const limitedBy = "loading the provider's bindings: one module for each resource type";
    return [
      {
        what: "synth of `local`, whole process",
        asked: "<= 1 s",
        measured: `${seconds.toFixed(2)} s`,
        holds: seconds <= 1,
        limitedBy,
      },
      {
        what: "synth of `local`, peak memory",
        asked: "<= 250 MB",
        measured: `${mib.toFixed(0)} MiB`,
        holds: mib <= 250,
        limitedBy,
      },
    ];
  },
};
