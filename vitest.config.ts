import { defineConfig } from "vitest/config";

const synth = ["test/modules/**/*.test.ts", "test/stacks/**/*.test.ts", "test/properties/**/*.test.ts"];

// `quick` and `synth` need nothing but this machine and are what `npm test` runs; `slow` starts the emulated AWS, Kafka,
// whole environments and a browser, and runs in CI after them.
export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // Next commands are spelt as CAP was called, and `npx vitest` would be taken for that.
    env: { npm_command: "" },
    projects: [
      {
        extends: true,
        test: {
          name: "quick",
          include: ["test/**/*.test.ts"],
          exclude: ["test/integration/**", "test/e2e/**", ...synth],
        },
      },
      {
        extends: true,
        // Files share what they load and what they synthesise: both are read only, and would be most of the time.
        test: { name: "synth", include: synth, isolate: false },
      },
      {
        extends: true,
        // One file at a time: these share the machine's ports and processors. Two at a time take up to twice as long each.
        // Limits are for what hangs.
        test: {
          name: "slow",
          include: ["test/integration/**/*.test.ts", "test/e2e/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 900_000,
          hookTimeout: 900_000,
        },
      },
    ],
  },
});
