import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { App, TerraformStack } from "cdktf";
import { OperatorError } from "../contracts/errors.ts";
import { accounts } from "../environments/accounts.ts";
import { type Import, importsAt } from "../environments/imports.ts";
import type { PlatformOptions, Site } from "./options.ts";
import { platform } from "./platform.ts";
import { profilesOf } from "./profiles.ts";
import { withoutTokenTraces } from "./token-traces.ts";

/** What is synthesised, and where to. */
export interface SynthOptions extends Omit<PlatformOptions, "statesDir" | "account"> {
  readonly site: Site;
  /**
   * Gets a folder per stack below `stacks`, `manifest.json` with their order, and `profiles.json`: what each part costs and
   * how it comes back. Made when it does not exist.
   */
  readonly out: string;
  /** Folder of the states. */
  readonly states: string;
  /** What is to be taken into the states, at whichever site: only what holds at this one is. @default - nothing. */
  readonly imports?: readonly Import[];
}

/** Writes the Terraform JSON of an environment. The same options give the same bytes, wherever `out` lies. */
export function synthesise({ out, states, imports = [], ...options }: SynthOptions): void {
  mkdirSync(out, { recursive: true });
  // Ids without the stack's name: what lives in a state is called the same wherever the stack is used from.
  const context = { excludeStackIdFromLogicalIds: "true", allowSepCharsInLogicalIds: "true" };
  const app = new App({ outdir: out, stackTraces: false, context });
  const account = accounts[options.environment.account];
  const statesDir = relative(join(out, "stacks", "any"), states);
  withoutTokenTraces(() => {
    platform(app, { ...options, ...(account === undefined ? {} : { account }), statesDir });
    for (const [state, blocks] of Map.groupBy(importsAt(options.site, imports), (i) => i.state))
      addImports(app, state, blocks);
    app.synth();
  });
  writeFileSync(join(out, "profiles.json"), `${JSON.stringify(profilesOf(options.environment), undefined, 2)}\n`);
}

/** Import blocks in Terraform's JSON syntax: https://developer.hashicorp.com/terraform/language/import */
function addImports(app: App, state: string, blocks: readonly Import[]): void {
  const stack = app.node.tryFindChild(state);
  if (!(stack instanceof TerraformStack))
    throw new OperatorError(
      "CAP_NO_STACK",
      `an import block names the state "${state}", which is none; nothing was written`,
      ["correct what cap drift --adopt has written: below environments, or beside the emulated states"],
    );
  stack.addOverride(
    "import",
    blocks.map(({ to, id }) => ({ to, id })),
  );
}
