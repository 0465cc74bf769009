import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applyPlans } from "../../../ops/apply/engine.ts";
import { planStates } from "../../../ops/apply/planning.ts";
import type { Blind } from "../../../ops/drift/finding.ts";
import { type Looking, lookSteps } from "../../../ops/drift/look-steps.ts";
import type { StateFolder } from "../../../ops/terraform/terraform.ts";
import { pair, rewrite, stateOf, terraform } from "../../support/terraform-data.ts";

/** A state that is in no file, as those in a bucket: nothing can read it before `terraform init`. */
let server: Server;
let address: string;
const one = { schema_version: 0, attributes: { id: "1", input: null, output: null, triggers_replace: null } };
const provider = 'provider["terraform.io/builtin/terraform"]';
const resources = [{ mode: "managed", type: "terraform_data", name: "one", provider, instances: [one] }];
const state = JSON.stringify({
  version: 4,
  terraform_version: "1.11.4",
  serial: 3,
  lineage: "l",
  outputs: {},
  resources,
});
beforeAll(async () => {
  server = createServer((_request, response) => void response.end(state)).listen(0, "127.0.0.1");
  await once(server, "listening");
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/state`;
});
afterAll(() => server.close());

const elsewhere = (at = address): StateFolder =>
  stateOf({ one: {} }, { rest: { terraform: { backend: { http: { address: at } } } } });

async function lookAt(...all: StateFolder[]): Promise<Looking & { ends: unknown[] }> {
  const seen: Looking = { states: [], unmade: [], blind: [] };
  const ends = await Promise.all(lookSteps(terraform(), { asked: all, all }, seen).map((step) => step.run(() => {})));
  return { ...seen, ends };
}

async function applied(...states: StateFolder[]): Promise<void> {
  const tf = terraform();
  for (const state of states) {
    const nothing = async (): Promise<void> => {};
    const how = { agree: nothing, onBegin: nothing, onEnd: nothing, onProgress: () => {}, settle: false };
    const beside = states.filter((s) => s !== state);
    await applyPlans({ tf, plans: await planStates(tf, [state], { beside }), before: new Set(), ...how }).end;
  }
}

const unknownUntil = (below: StateFolder, reader: StateFolder): Blind => ({
  what: `state ${reader.name}`,
  because: `unknown until ${below.name} is applied`,
  until: [below.name],
});

describe("a look at states", () => {
  it("sees a state that is not on this machine from a fresh checkout", async () => {
    const folder = elsewhere();
    const { states, blind } = await lookAt(folder);
    expect(blind).toEqual([]);
    expect(states.map((s) => s.state)).toEqual([folder.name]);
  });

  it("goes on where one state cannot be looked at, and says which and why", async () => {
    const away = elsewhere("http://127.0.0.1:1/state");
    const there = stateOf({ one: {} });
    const { unmade, blind, ends } = await lookAt(away, there);
    expect(unmade.map((s) => s.state)).toEqual([there.name]);
    expect(blind).toEqual([{ what: `state ${away.name}`, because: expect.stringContaining("127.0.0.1:1") }]);
    expect(ends).toEqual(["could not be looked at", "never applied, 1 resource"]);
  });

  it("tells of a state that holds nothing that, once, and what those above it wait for", async () => {
    const [below, reader] = pair({ o: "x" });
    const { states, unmade, blind } = await lookAt(below, reader);
    expect({ states, blind }).toEqual({ states: [], blind: [] });
    expect(unmade.map((d) => [d.address, d.kind, d.detail]).toSorted()).toEqual([
      [`state ${below.name}`, "undeployed", "never applied, 1 resource"],
      [`state ${reader.name}`, "undeployed", `waits for ${below.name}, 1 resource`],
    ]);
  });

  it("of a state whose ground is gone says that, not an error of Terraform for each output", async () => {
    const [below, reader] = pair({ o: "x" });
    await applied(below, reader);
    rmSync(join(below.dir, "state.tfstate"));
    const { unmade, blind } = await lookAt(below, reader);
    expect(unmade.map((d) => d.state)).toEqual([below.name]);
    expect(blind).toEqual([unknownUntil(below, reader)]);
  });

  it("of a state that reads an output that nobody has applied yet says what a plan says, and not that nothing differs", async () => {
    const [below, reader] = pair({ o: "x" });
    await applied(below, reader);
    rewrite(below, '"output":{', '"output":{"fresh":{"value":"y"},');
    rewrite(reader, "outputs.o}", "outputs.fresh}");
    const { states, blind, ends } = await lookAt(below, reader);
    expect(states.map((s) => s.state)).toEqual([below.name]);
    expect(blind).toEqual([unknownUntil(below, reader)]);
    expect(ends).toEqual(["", `unknown until ${below.name} is applied`]);
    await applied(below);
    expect(await lookAt(below, reader)).toMatchObject({ blind: [], ends: ["", ""] });
  });
});
