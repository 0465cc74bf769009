import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Environment } from "../../environments/environment.ts";
import { originOf } from "../../environments/recovery-site.ts";
import { root } from "../home.ts";
import { synthesise } from "../terraform/synth.ts";
import { placeholderRelease } from "./placeholder.ts";
import { fixedCosts, type PartCost, type Profiles, readProfiles } from "./profiles.ts";
import { type StackShape, shapeOf } from "./shape.ts";

/** What an environment resolves to; `--json` prints it as it is. Its keys are a contract. */
export interface Resolved {
  readonly environment: Environment;
  readonly stacks: readonly StackShape[];
  readonly resources: number;
  /** Different types in all stacks together. */
  readonly types: number;
  /** By part, USD a month, the dearest first. Absent where the parts told none. */
  readonly fixedCosts?: readonly PartCost[];
  /** By part. Absent where the parts told none. */
  readonly recovery?: Profiles["recovery"];
}

/** Synthesises an environment into a folder that is removed again, and tells what came out. */
export async function resolve(env: Environment, signal: AbortSignal): Promise<Resolved> {
  const dir = await mkdtemp(join(tmpdir(), "cap-env-"));
  try {
    const { name: environment, site } = originOf(env);
    const outDir = join(dir, "out");
    const release = await placeholderRelease(dir);
    const node = join(root, "node_modules/.bin/node");
    const profile = env.profile.name;
    // As for AWS itself; `local` has no other than the emulated one.
    const folders = await synthesise({ node, environment, profile, site, emulated: false, release, outDir, signal });
    const stacks = await Promise.all(folders.map(shapeOf));
    const profiles = await readProfiles(outDir);
    return {
      environment: env,
      stacks,
      resources: stacks.reduce((n, s) => n + s.resources, 0),
      types: new Set(stacks.flatMap((s) => Object.keys(s.types))).size,
      ...(profiles === undefined ? {} : { fixedCosts: fixedCosts(profiles), recovery: profiles.recovery }),
    };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
