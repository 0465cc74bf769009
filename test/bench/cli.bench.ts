import { fileURLToPath } from "node:url";
import { type Bench, sideBySide, timed } from "./measure.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Start of the shipped command line against a bare Node. */
export const bench: Bench = {
  name: "command line",
  async run() {
    const build = await timed(process.execPath, ["ops/build/bundle.ts"], { cwd: root });
    if (build.code !== 0) throw new Error(`the build failed: ${build.stderr}`);
    const cap = () => timed(process.execPath, ["dist/cap.mjs", "--version"], { cwd: root });
    const bare = () => timed(process.execPath, ["-e", "0"], { cwd: root });
    const { a, b } = await sideBySide(21, cap, bare);
    return [
      {
        what: "`cap --version`, bundled, beyond bare `node -e 0`",
        asked: "<= 40 ms",
        measured: `${(a - b).toFixed(1)} ms (${a.toFixed(1)} against ${b.toFixed(1)} ms)`,
        holds: a - b <= 40,
        limitedBy: "reading and compiling the entry point; the rest is loaded when a verb needs it",
      },
    ];
  },
};
