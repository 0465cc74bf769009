import fc from "fast-check";

// With one seed each property is tried with the same values on every machine and in every run, so that a red run tells of
// the change that it tries. New values, and many more, are for CAP_FULL=1; what they find becomes a test by name.
fc.configureGlobal(
  process.env.CAP_FULL === "1"
    ? { numRuns: 20_000, interruptAfterTimeLimit: 120_000 }
    : { seed: Number(process.env.CAP_SEED ?? 20_261_128) },
);

/** fast-check, as the properties of this project use it. */
export default fc;
