import type { DurableOutputs } from "./durable.ts";
import type { PlatformOptions } from "./options.ts";
import type { RecoveryOutputs } from "./recovery.ts";

/** What `runtime` and its parts are built with. */
export interface RuntimeOptions extends PlatformOptions {
  /** What it is built on: `durable`, or its copies where it is built anew from them. */
  readonly durable: DurableOutputs;
  /** Where `durable` is copied to. @default - nowhere. */
  readonly copies?: RecoveryOutputs;
}
