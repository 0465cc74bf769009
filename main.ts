/*
 * Environment name -> stacks -> Terraform JSON, one folder per stack, and manifest.json with their order.
 *
 *   node main.ts <environment> --release FILE --out DIR [--states DIR] [--profile NAME] [--site recovery] [--emulated]
 *
 * Each can be given by an environment variable instead: CAP_ENV, CAP_RELEASE, CAP_SYNTH_DIR, CAP_STATES_DIR, CAP_PROFILE,
 * CAP_SITE, CAP_EMULATED=1 (what `cdktf.json` and `cap` use). FILE is contracts/release.ts as JSON. With --emulated states
 * are files, by default in `states` beside `stacks`; the environment `local` is always emulated. `--site recovery` builds
 * runtime anew in the environment's recovery Region, from what was copied there.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { OperatorError } from "./contracts/errors.ts";
import { type Release, release as releaseContract } from "./contracts/release.ts";
import { type Import, imports, importsBeside } from "./environments/imports.ts";
import { environmentNamed } from "./environments/index.ts";
import { type Site, sites } from "./stacks/options.ts";
import { synthesise } from "./stacks/synth.ts";

const on = (variable: string): boolean => process.env[variable] === "1";

function readOptions() {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const { values, positionals } = parseArgs({
    options: { release: text, out: text, states: text, profile: text, site: text, emulated: flag },
    allowPositionals: true,
  });
  const name = positionals[0] ?? process.env["CAP_ENV"] ?? "local";
  const out = values.out ?? process.env["CAP_SYNTH_DIR"] ?? "cdktf.out";
  return {
    environment: environmentNamed(name, values.profile ?? process.env["CAP_PROFILE"]),
    site: siteNamed(values.site ?? process.env["CAP_SITE"] ?? "primary"),
    emulated: values.emulated || on("CAP_EMULATED") || name === "local",
    release: values.release ?? process.env["CAP_RELEASE"],
    out,
    states: values.states ?? process.env["CAP_STATES_DIR"] ?? join(out, "states"),
  };
}

function siteNamed(name: string): Site {
  const found = sites.find((site) => site === name);
  if (found !== undefined) return found;
  throw new OperatorError("CAP_NO_SITE", `there is no site "${name}"; there are: ${sites.join(", ")}`, [
    "leave --site out for primary",
  ]);
}

function readRelease(file: string | undefined): Release {
  const next = ["`cap up` builds a release and passes it on; give --release FILE to synthesise by hand"];
  if (file === undefined) throw new OperatorError("CAP_NO_RELEASE", "no release was given; nothing was written", next);
  try {
    return besides(file, releaseContract.parse(JSON.parse(readFileSync(file, "utf8"))));
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new OperatorError("CAP_BAD_RELEASE", `${file} is not a release: ${said}; nothing was written`, next, {
      cause,
    });
  }
}

/** A published release names its archives beside itself. */
function besides(file: string, { functions, ...rest }: Release): Release {
  const found = (bundle: Release["functions"]["freshness"]) => ({ ...bundle, zip: resolve(dirname(file), bundle.zip) });
  return { ...rest, functions: { freshness: found(functions.freshness), authorizer: found(functions.authorizer) } };
}

/** The stack of an operator's own mistake would only hide what to do about it. */
function fail(error: unknown): void {
  if (!(error instanceof OperatorError)) throw error;
  process.stderr.write(`${[error.message, ...error.nextSteps.map((step) => `  -> ${step}`)].join("\n")}\n`);
  process.exitCode = error.exit;
}

/** What was made by hand and is to be taken into a state; usually there is no such file. */
function readImports({ environment, emulated, states }: ReturnType<typeof readOptions>): readonly Import[] {
  const inAws = new URL(`environments/${environment.name}.imports.json`, import.meta.url);
  const file = emulated ? importsBeside(states) : inAws;
  return existsSync(file) ? imports.parse(JSON.parse(readFileSync(file, "utf8"))) : [];
}

function main(): void {
  const options = readOptions();
  synthesise({ ...options, imports: readImports(options), release: readRelease(options.release) });
}

try {
  main();
} catch (error) {
  fail(error);
}
