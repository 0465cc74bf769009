import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Environment } from "../../environments/environment.ts";
import { local, localKafka } from "../../environments/local.ts";
import type { Site } from "../../stacks/options.ts";
import { synthesise as writeStacks } from "../../stacks/synth.ts";
import { emptyRelease } from "./release.ts";

/** One resource of the synthesised Terraform. */
export interface Resource {
  readonly type: string;
  /** `aws_s3_bucket.bucket_bronze`. */
  readonly address: string;
  readonly has: Readonly<Record<string, unknown>>;
}

/** One synthesised stack. */
interface SynthesisedStack {
  readonly text: string;
  readonly resources: readonly Resource[];
}

/** What to synthesise. */
export interface Wish {
  /** @default - `local`. */
  readonly environment?: Environment;
  /** @default - false. */
  readonly kafka?: boolean;
  /** @default - `0123456789ab`. */
  readonly commit?: string;
  /** @default - `primary`. */
  readonly site?: Site;
  /** @default - true. */
  readonly emulated?: boolean;
}

/** An environment, synthesised. */
export interface Synthesised {
  readonly durable: SynthesisedStack;
  readonly runtime: SynthesisedStack;
  /** Every stack that came out, by name. */
  readonly stacks: Readonly<Record<string, SynthesisedStack>>;
  /** Resources of all stacks. */
  readonly resources: readonly Resource[];
  of(type: string): readonly Resource[];
}

interface TerraformJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;
}

function read(out: string, stack: string): SynthesisedStack {
  const text = readFileSync(join(out, "stacks", stack, "cdk.tf.json"), "utf8");
  const { resource = {} } = JSON.parse(text) as TerraformJson;
  const resources = Object.entries(resource).flatMap(([type, byId]) =>
    Object.entries(byId).map(([id, has]) => ({ type, address: `${type}.${id}`, has })),
  );
  return { text, resources };
}

const made = new Map<string, Synthesised>();

/** Synthesises in this process, once for the same wish. */
export function synthesised(wish: Wish = {}): Synthesised {
  const key = JSON.stringify(wish);
  const known = made.get(key) ?? synthesisedAnew(wish);
  made.set(key, known);
  return known;
}

/** The same, whatever was synthesised before. */
export function synthesisedAnew(wish: Wish = {}): Synthesised {
  const { environment = local, kafka = false, commit, site = "primary", emulated = true } = wish;
  const folder = mkdtempSync(join(tmpdir(), "cap-synth-"));
  try {
    const out = join(folder, "out");
    const wanted = kafka ? { ...environment, streaming: localKafka.streaming } : environment;
    const release = emptyRelease(join(folder, "release"), commit);
    writeStacks({ environment: wanted, site, release, emulated, out, states: join(out, "states") });
    const names = readdirSync(join(out, "stacks"));
    const stacks = Object.fromEntries(names.map((name) => [name, read(out, name)]));
    const resources = Object.values(stacks).flatMap((stack) => stack.resources);
    const [durable, runtime] = [read(out, "durable"), read(out, "runtime")];
    return { durable, runtime, stacks, resources, of: (type) => resources.filter((r) => r.type === type) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** One statement of a policy in the synthesised JSON. */
export interface PolicyStatement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: unknown;
}

/** The statements of the policy document in an attribute. */
export const statementsOf = (resource: Resource, attribute = "policy"): readonly PolicyStatement[] =>
  (JSON.parse(String(resource.has[attribute])) as { Statement: PolicyStatement[] }).Statement;
