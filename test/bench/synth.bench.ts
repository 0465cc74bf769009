import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { synthFlags } from "../../ops/terraform/synth.ts";
import { emptyReleaseFile } from "../support/release.ts";
import { type Bench, type Measure, median, timed } from "./measure.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const rounds = 5;

/** What each environment's synthesis may take. */
const asked = {
  local: { seconds: 1, mib: 250 },
  prod: { seconds: 1.5, mib: 400 },
} as const;

const limitedBy = "loading the provider's bindings: one module for each resource type";
const peak = `process.on("exit", () => process.stderr.write("\\npeak " + process.resourceUsage().maxRSS + "\\n"));`;

/** Synth as `cap up` runs it: a process of its own. */
export const bench: Bench = {
  name: "synth",
  async run() {
    const rows: Measure[] = [];
    for (const [environment, limit] of Object.entries(asked)) rows.push(...(await measured(environment, limit)));
    return rows;
  },
};

async function measured(environment: string, limit: { seconds: number; mib: number }): Promise<Measure[]> {
  const out = await mkdtemp(join(tmpdir(), "cap-synth-"));
  // As cap runs it: with what Node made of the sources the last time.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(out, "compiled") };
  const release = emptyReleaseFile(join(out, "release"));
  const times: number[] = [];
  const peaks: number[] = [];
  for (let i = 0; i < rounds; i += 1) {
    const flags = ["--import", `data:text/javascript,${encodeURIComponent(peak)}`];
    const args = [...synthFlags, ...flags, "main.ts", environment, "--release", release, "--out", out, "--emulated"];
    const done = await timed(process.execPath, args, { cwd: root, env });
    if (done.code !== 0) throw new Error(`synth failed: ${done.stderr}`);
    times.push(done.ms);
    peaks.push(Number(/peak (\d+)/.exec(done.stderr)?.[1]) / 1024);
  }
  await rm(out, { recursive: true });
  const seconds = median(times) / 1000;
  const mib = median(peaks);
  return [
    {
      what: `synth of \`${environment}\`, whole process`,
      asked: `<= ${limit.seconds} s`,
      measured: `${seconds.toFixed(2)} s`,
      holds: seconds <= limit.seconds,
      limitedBy,
    },
    {
      what: `synth of \`${environment}\`, peak memory`,
      asked: `<= ${limit.mib} MB`,
      measured: `${mib.toFixed(0)} MiB`,
      holds: mib <= limit.mib,
      limitedBy,
    },
  ];
}
