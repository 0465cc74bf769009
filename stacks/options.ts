import type { Place } from "../contracts/names.ts";
import type { Release } from "../contracts/release.ts";
import type { Account } from "../environments/accounts.ts";
import type { Environment } from "../environments/environment.ts";

/** Where runtime is built: in the environment's Region, or anew in its recovery Region. */
export const sites = ["primary", "recovery"] as const;
/** One of {@link sites}. */
export type Site = (typeof sites)[number];

/** What a stack is built with, whatever is in it. */
export interface StackOptions {
  /** Folder of the states, seen from the folder of a stack: `../../../states`. Used only when emulated. */
  readonly statesDir: string;
  /** The endpoint is the emulated AWS: nothing is asked of the real one, and states are files. */
  readonly emulated: boolean;
}

/** What the stacks of one environment are made from; the same options give the same bytes. */
export interface PlatformOptions extends StackOptions {
  readonly environment: Environment;
  /** The account that the environment lives in. @default - nobody's: `bootstrap` and `account` are left out. */
  readonly account?: Account;
  /** What runs on it. */
  readonly release: Release;
}

/** Whose a stack is: what its resources are named and tagged by. */
export interface StackOwner {
  readonly place: Place;
  /** Team that pays. */
  readonly team: string;
  /** Whether anything of it may be destroyed. */
  readonly safety: "disposable" | "protected";
  /** ARN of the permission boundary of every role. @default - none: nobody's account has none to give. */
  readonly ceiling?: string;
}
