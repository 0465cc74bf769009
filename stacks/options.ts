import type { Release } from "../contracts/release.ts";
import type { Environment } from "../environments/environment.ts";

/** What the stacks of one environment are made from; the same options give the same bytes. */
export interface PlatformOptions {
  readonly environment: Environment;
  /** What runs on it. */
  readonly release: Release;
  /** Folder of the states, seen from the folder of a stack: `../../../states`. */
  readonly statesDir: string;
  /** The endpoint is the emulated AWS: nothing is asked of the real one. */
  readonly emulated: boolean;
}
