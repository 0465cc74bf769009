import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { everyProfile } from "../../environments/index.ts";
import { runChild } from "../../ops/process/run.ts";
import { setUp, type Toolbox } from "../../ops/setup/set-up.ts";
import { type SynthOptions, synthesise } from "../../stacks/synth.ts";
import { emptyRelease } from "../support/release.ts";

const scratch = mkdtempSync(join(tmpdir(), "cap-validate-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const release = emptyRelease(join(scratch, "release"));

let tools: Toolbox;
beforeAll(async () => {
  tools = await setUp({ kafka: false, signal: new AbortController().signal, onProgress: () => {} });
});

async function terraform(dir: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, TF_CLI_CONFIG_FILE: tools.terraformConfig, CHECKPOINT_DISABLE: "1" };
  const ended = await runChild({ command: tools.terraform, args, cwd: dir, env, timeoutMs: 600_000 });
  return ended.stdout;
}

interface Validation {
  readonly valid: boolean;
  readonly diagnostics: readonly { readonly summary: string; readonly detail?: string; readonly address?: string }[];
}

const verdicts = new Map<string, Promise<Validation>>();

/** Terraform's verdict on one stack as it is written for AWS: every attribute, type and reference; once for the same text. */
function validated(dir: string): Promise<Validation> {
  const text = readFileSync(join(dir, "cdk.tf.json"), "utf8");
  const verdict = verdicts.get(text) ?? ask(dir);
  verdicts.set(text, verdict);
  return verdict;
}

async function ask(dir: string): Promise<Validation> {
  await terraform(dir, "init", "-backend=false", "-input=false", "-no-color");
  return JSON.parse(await terraform(dir, "validate", "-json")) as Validation;
}

type Shape = Pick<SynthOptions, "environment" | "site">;
const shapes: readonly Shape[] = everyProfile.flatMap((environment): Shape[] => {
  const sites =
    environment.recovery.kind === "pilot-light" ? (["primary", "recovery"] as const) : (["primary"] as const);
  return sites.map((site) => ({ environment, site }));
});

test.each(shapes)(
  "$environment.name ($environment.profile.name, $site): terraform validate has nothing to say",
  async (shape) => {
    const out = join(scratch, `${shape.environment.name}-${shape.environment.profile.name}-${shape.site}`);
    synthesise({ ...shape, release, emulated: false, out, states: join(out, "states") });
    const stacks = readdirSync(join(out, "stacks"));
    expect(stacks.length).toBeGreaterThanOrEqual(2);
    const said = await Promise.all(stacks.map((stack) => validated(join(out, "stacks", stack))));
    for (const [i, stack] of stacks.entries()) expect(said[i], stack).toMatchObject({ valid: true, diagnostics: [] });
  },
);
