import type { Environment } from "../../environments/environment.ts";
import type { Output } from "../command.ts";
import { again } from "../report/again.ts";
import { quoted } from "../report/quoted.ts";

/** What `cap apply` was asked for. */
export interface ApplyRequest {
  readonly env: Environment;
  readonly emulated: boolean;
  /** As it was typed: bootstrap is an apply of one state. @default - `apply`. */
  readonly verb?: "apply" | "bootstrap";
  /** Bundle to apply: a file, or an address. @default - planned now, shown, and applied when somebody agrees. */
  readonly file?: string;
  /** Names of states, where it is planned now. @default - every state. */
  readonly stacks?: readonly string[];
  /** Plan now, for these addresses by state and nothing else: what a look for drift has found. @default - everything. */
  readonly mending?: ReadonlyMap<string, readonly string[]>;
  /** Addresses of protected classes that may be destroyed or replaced, in full. */
  readonly allowReplace: readonly string[];
  /** Why a protected environment is applied to though it is not healthy. */
  readonly despiteHealth?: string;
  /** Apply also what could not be planned before: for environments that are being created. */
  readonly acceptUnknown: boolean;
  readonly release?: string;
  readonly yes: boolean;
  readonly out: Output;
  readonly signal: AbortSignal;
}

/** The command that was given, once more as it was, with more flags; ready to paste. */
export function sameCommand(o: ApplyRequest, ...more: readonly string[]): string {
  const { file, stacks, mending, allowReplace, despiteHealth, acceptUnknown, yes, verb = "apply" } = o;
  const flags = [
    ...(mending === undefined ? [] : ["--fix"]),
    ...(file === undefined ? [] : ["--plan", quoted(file)]),
    ...(stacks === undefined || verb !== "apply" ? [] : ["--stack", ...stacks.map(quoted)]),
    ...(allowReplace.length === 0 ? [] : ["--allow-replace", ...allowReplace.map(quoted)]),
    ...(despiteHealth === undefined ? [] : ["--despite-health", quoted(despiteHealth)]),
    ...(acceptUnknown ? ["--accept-unknown"] : []),
    ...(yes ? ["--yes"] : []),
    ...more,
  ];
  return again(mending === undefined ? verb : "drift", o, flags.join(" "));
}
