import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator, stopEmulator } from "../../../local/emulator.ts";
import { layoutOf } from "../../../local/layout.ts";
import { python } from "./python.ts";

/** An emulated AWS of the test's own. */
export interface TestAws {
  readonly endpoint: string;
  stop(): Promise<void>;
}

const region = "eu-west-1";
// Away from the port that an environment prefers.
const firstPort = 4_650;

/** Starts an emulated AWS with an empty state and points this process's AWS clients at it; it takes any key. */
export async function startAws(): Promise<TestAws> {
  const home = await mkdtemp(join(tmpdir(), "cap-test-aws-"));
  const emulator = await startEmulator({
    python,
    node: process.execPath,
    layout: layoutOf(home),
    account: "123456789012",
    region,
    owner: "test",
    port: firstPort,
    signal: AbortSignal.timeout(120_000),
  });
  const keys = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
  Object.assign(process.env, keys, { AWS_REGION: region, AWS_ENDPOINT_URL: emulator.endpoint });
  return {
    endpoint: emulator.endpoint,
    async stop() {
      await stopEmulator(emulator.process);
      await rm(home, { recursive: true, force: true });
    },
  };
}
