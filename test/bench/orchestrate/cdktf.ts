import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { originOf } from "../../../environments/recovery-site.ts";
import { layoutOf } from "../../../local/layout.ts";
import { type Finished, timed } from "../measure.ts";
import type { Stand } from "./stand.ts";

const version = "0.21.0";
/** The newest line of Node that it has a built terminal for; the app itself runs on the project's. */
const itsNode = { name: `node-${process.platform}-${process.arch}`, version: "22.23.3" } as const;
// Without it every run asks the public registry for hashes.
const common = ["--skip-provider-lock", "--no-color"];

/** cdktf-cli on a stand's clone, emulated AWS and states. */
export interface Cdktf {
  /** One stack after the other, as it takes one at a time: the first synthesises, the others take what came out. */
  diffAll(): Promise<{ readonly ms: number }>;
  /** All stacks at once. */
  deployAll(): Promise<{ readonly ms: number }>;
}

/** Installs cdktf-cli into the stand's scratch folder. */
export async function cdktfOn(stand: Stand): Promise<Cdktf> {
  const dir = join(stand.dir, "cdktf-cli");
  await mkdir(dir);
  const flags = ["--prefix", dir, "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"];
  const packages = [`cdktf-cli@${version}`, `${itsNode.name}@${itsNode.version}`];
  succeeded("npm i", await timed("npm", ["i", ...flags, ...packages], { cwd: dir }));
  const node = join(dir, "node_modules", itsNode.name, "bin/node");
  const program = join(dir, "node_modules/.bin/cdktf");
  const env = variablesOf(stand);
  const run = async (verb: string, ...args: string[]): Promise<Finished> => {
    const done = await timed(node, [program, verb, ...args, ...common], { cwd: stand.clone, env });
    return succeeded(`cdktf ${verb}`, done);
  };
  return {
    async diffAll() {
      let ms = 0;
      for (const [i, { name }] of (await stand.states()).entries()) {
        const done = await run("diff", name, ...(i === 0 ? [] : ["--skip-synth"]));
        if (!done.stdout.includes("No changes.")) throw new Error(`cdktf finds changes in ${name}: ${end(done)}`);
        ms += done.ms;
      }
      return { ms };
    },
    async deployAll() {
      const done = await run("deploy", "*", "--auto-approve");
      if (/Creating\.\.\.|Modifying\.\.\.|Destroying\.\.\./.test(done.stdout))
        throw new Error(`cdktf had something to deploy: ${end(done)}`);
      return done;
    },
  };
}

/** What `cap` gives its synthesis and Terraform: the same release, states, provider and emulated AWS. */
function variablesOf({ env, home, terraform }: Stand): NodeJS.ProcessEnv {
  const { name, site } = originOf(env);
  const layout = layoutOf(home);
  return {
    ...process.env,
    ...terraform.env,
    TF_CLI_CONFIG_FILE: terraform.configFile,
    CHECKPOINT_DISABLE: "1",
    // The provider comes from where cap takes it from; a cache of its own would be one more copy.
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
    CDKTF_LOG_LEVEL: "off",
    CI: "1",
    CAP_ENV: name,
    CAP_SITE: site,
    CAP_PROFILE: env.profile.name,
    CAP_EMULATED: "1",
    CAP_RELEASE: join(home, "release.json"),
    CAP_STATES_DIR: join(layout.terraform, "states"),
  };
}

const end = ({ stdout, stderr }: Finished): string => `${stdout.slice(-2000)}${stderr.slice(-2000)}`;

function succeeded(what: string, done: Finished): Finished {
  if (done.code !== 0) throw new Error(`${what} ended with ${done.code}: ${end(done)}`);
  return done;
}
