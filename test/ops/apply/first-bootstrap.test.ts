import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Environment } from "../../../environments/environment.ts";
import { prod } from "../../../environments/prod.ts";
import { staging } from "../../../environments/staging.ts";
import { firstBootstrap } from "../../../ops/apply/first-bootstrap.ts";
import type { ApplyRequest } from "../../../ops/apply/request.ts";
import { discardPlan } from "../../../ops/terraform/plan.ts";
import type { StateFolder } from "../../../ops/terraform/terraform.ts";
import { rewrite, shell, stateOf, terraform, written } from "../../support/terraform-data.ts";
import { listening, requestOf } from "./given.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "cap-first-bootstrap-"));
  for (const env of [prod, staging]) mkdirSync(join(home, env.name));
  vi.stubEnv("CAP_HOME", home);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

const tf = terraform();
const inFile = (env: Environment): string => join(home, env.name, "bootstrap.tfstate");
/** The next init of the folder is left out while its stamp is there. */
const stamped = ({ dir }: StateFolder): boolean => existsSync(join(dir, ".terraform/cap-stamp"));

async function first(folder: StateFolder, more: Partial<ApplyRequest> = {}) {
  const env = more.env ?? staging;
  const request = requestOf({ env, emulated: false, verb: "bootstrap", yes: true, ...more });
  const workspace = { tf, folders: [folder], at: { env, home, signal: tf.signal }, end: async () => {} };
  return await firstBootstrap(request, workspace, folder).finally(() => discardPlan(folder));
}

describe("in AWS the state of the first bootstrap", () => {
  it("is a file until all of it is applied, and is where the stack has it then", async () => {
    const folder = stateOf({ one: {} });
    expect(await first(folder)).toMatchObject({ verdict: "applied" });
    expect(JSON.parse(written(folder)).resources).toHaveLength(1);
    expect({ file: existsSync(inFile(staging)), stamped: stamped(folder) }).toEqual({ file: false, stamped: true });
  });

  it("stays a file after a failure, and nobody takes the folder for one that knows the bucket; the next run finishes", async () => {
    const folder = stateOf({ one: {}, two: { provisioner: shell("false") } });
    expect(await first(folder)).toMatchObject({ verdict: "failed" });
    expect({ file: existsSync(inFile(staging)), stamped: stamped(folder) }).toEqual({ file: true, stamped: false });
    rewrite(folder, '"command":"false"', '"command":"true"');
    expect(await first(folder)).toMatchObject({ verdict: "applied" });
    expect(JSON.parse(written(folder)).resources).toHaveLength(2);
  });

  it("is nowhere when nobody agreed, and the folder is as it was", async () => {
    const folder = stateOf({ one: {} });
    await expect(first(folder, { yes: false })).rejects.toMatchObject({ code: "CAP_NOBODY_TO_ASK" });
    expect({ written: written(folder), stamped: stamped(folder) }).toEqual({ written: "", stamped: false });
  });
});

describe("the account of a protected environment", () => {
  // Where git does not answer, nobody knows what the sources are.
  beforeEach(() => void vi.stubEnv("GIT_DIR", join(home, "none")));

  it("is made of what is in a commit and of nothing else", async () => {
    const { out } = listening();
    const folder = stateOf({ one: {} });
    await expect(first(folder, { env: prod, out })).rejects.toMatchObject({
      code: "CAP_DIRTY_TREE",
      exit: 4,
      message: expect.stringContaining("nothing was changed"),
    });
    expect({ written: written(folder), file: existsSync(inFile(prod)) }).toEqual({ written: "", file: false });
  });

  it("that of a disposable one takes a changed tree", async () => {
    expect(await first(stateOf({ one: {} }))).toMatchObject({ verdict: "applied" });
  });
});
