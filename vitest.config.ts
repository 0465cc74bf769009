import { defineConfig } from "vitest/config";
import LongestFirst from "./test/support/longest-first.ts";

const synth = ["test/modules/**/*.test.ts", "test/stacks/**/*.test.ts", "test/properties/**/*.test.ts"];

// Rehearsals, and files without limits of their own beside them: where one side waits for fixed times of the provider, the
// other has the processors.
const rehearsals = [
  "test/e2e/rehearse.test.ts",
  "test/integration/apply-in-aws.test.ts",
  "test/integration/taking-in.test.ts",
  "test/integration/validate.test.ts",
];
const unhurried = { testTimeout: 900_000, hookTimeout: 900_000 };

// `quick` and `synth` need nothing but this machine and are what `npm test` runs; `slow` and `rehearsals` start the emulated
// AWS, Kafka, whole environments and a browser, and run in CI after them.
export default defineConfig({
  test: {
    // Like those below, limits are for what hangs: a test of a few seconds takes many times that on a busy machine.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // What is polled for comes in its own time; the 1 s that Vitest gives is too little for a busy machine.
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    globalSetup: "test/support/temporary-folder.ts",
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
        // Two files at a time: three take as long as two, for what does not wait for the provider takes a whole processor.
        test: {
          name: "slow",
          include: ["test/integration/**/*.test.ts", "test/e2e/**/*.test.ts"],
          exclude: rehearsals,
          ...unhurried,
        },
      },
      {
        extends: true,
        test: { name: "rehearsals", include: rehearsals, sequence: { groupOrder: 1 }, ...unhurried },
      },
    ],
  },
});
