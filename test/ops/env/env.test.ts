import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { dev } from "../../../environments/dev.ts";
import { everyProfile } from "../../../environments/index.ts";
import { local } from "../../../environments/local.ts";
import { prod, prodStandard } from "../../../environments/prod.ts";
import { atRecoverySite, originOf } from "../../../environments/recovery-site.ts";
import type { Invocation } from "../../../ops/command.ts";
import { differences, fieldInWords, flatten } from "../../../ops/env/flatten.ts";
import { fixedCosts, readProfiles } from "../../../ops/env/profiles.ts";
import { showEnvironments } from "../../../ops/env/run.ts";
import { resolve } from "../../../ops/env/show.ts";
import { resolvedAsText } from "../../../ops/env/text.ts";
import { openOutput } from "../../../ops/report/output.ts";
import fc from "../../support/properties.ts";

const { signal } = new AbortController();

/** What `cap env` with these words says to a program, and to people. */
async function run(...args: string[]): Promise<{ value: unknown; text: string }> {
  let said = { value: undefined as unknown, text: "" };
  const out: Invocation["out"] = {
    ...openOutput({ quiet: true }),
    result: (value, text) => {
      said = { value, text: text() };
    },
  };
  await showEnvironments({ env: dev, emulated: false, args, flags: {}, out, yes: false, signal });
  return said;
}

describe("fields", () => {
  it("are flat, with lists whole", () => {
    const flat = flatten({ a: { b: 1, c: { d: "x" } }, e: ["p", "q"], f: [], g: false });
    expect([...flat]).toEqual([
      ["a.b", 1],
      ["a.c.d", "x"],
      ["e", ["p", "q"]],
      ["f", []],
      ["g", false],
    ]);
    expect([...flat.values()].map(fieldInWords)).toEqual(["1", "x", "p, q", "none", "false"]);
  });

  it("differ exactly where their values do, whichever comes first", () => {
    const flat = fc.dictionary(fc.constantFrom("a", "b", "c"), fc.integer({ min: 0, max: 2 }));
    fc.assert(
      fc.property(flat, flat, (a, b) => {
        const told = differences(a, b).map((d) => d.field);
        const want = ["a", "b", "c"].filter((name) => a[name] !== b[name]);
        expect(told.toSorted()).toEqual(want);
        expect(
          differences(b, a)
            .map((d) => d.field)
            .toSorted(),
        ).toEqual(want);
      }),
    );
  });
});

describe("cap env", () => {
  it("lists every environment in every profile with its risk", async () => {
    const { value, text } = await run("list");
    expect(value).toHaveLength(everyProfile.length);
    for (const e of everyProfile) expect(text).toContain(e.profile.risk);
  });

  it("tells two profiles of one environment apart", async () => {
    const { value, text } = await run("diff", "prod", "prod/standard");
    expect(value).toMatchObject({ environments: ["prod", "prod/standard"] });
    expect(text).toContain(prod.network.egress);
    expect(text).toContain(prodStandard.network.egress);
  });

  it("finds no difference between an environment and itself", async () => {
    expect((await run("diff", "dev", "dev/lean")).text).toBe("dev and dev/lean are the same");
  });

  it.each([[[]], [["list", "dev"]], [["show", "dev", "prod"]], [["diff", "dev"]], [["forget", "dev"]]])(
    "says what it wants: %j",
    async (words) => {
      await expect(run(...words)).rejects.toMatchObject({ code: "CAP_USAGE" });
    },
  );

  it("shows stacks in their order, counted", async () => {
    const resolved = await resolve(dev, signal);
    expect(resolved.stacks.map((s) => s.name).slice(-2)).toEqual(["durable", "runtime"]);
    expect(resolved.resources).toBe(resolved.stacks.reduce((n, s) => n + s.resources, 0));
    for (const s of resolved.stacks) expect(Object.values(s.types).reduce((a, b) => a + b, 0)).toBe(s.resources);
    const text = resolvedAsText(resolved, 100);
    expect(text).toContain(`all        ${resolved.resources}`);
    expect(resolved.fixedCosts?.length).toBeGreaterThan(0);
    for (const { part, usd } of resolved.fixedCosts ?? [])
      expect(text).toMatch(new RegExp(`${part} +${usd.toFixed(2)}`));
    for (const [part, lines] of Object.entries(resolved.recovery ?? {}))
      for (const { after, rpoMinutes, rtoMinutes } of lines) {
        const noticed = rpoMinutes + rtoMinutes > 0;
        expect(text).toMatch(
          new RegExp(noticed ? `${part} +${after}` : `nobody notices the loss of a ${after} in .*\\b${part}\\b`),
        );
      }
    expect(text).toMatch(
      /are its own, within its 50 \(cost.monthlyUsd\); the account pays .* for all it holds: audit, bootstrap/,
    );
  });

  it("says of a second way back that it is one, and that nothing is paid for this machine", () => {
    const way = { after: "data", rpoMinutes: 5, rtoMinutes: 60, by: "point-in-time restore" };
    const recovery = { tables: [way, { ...way, rpoMinutes: 1_440, by: "last night's backup" }] };
    const costs = [{ part: "streaming", usd: 106.264 }];
    const text = resolvedAsText(
      { environment: local, stacks: [], resources: 0, types: 0, fixedCosts: costs, recovery },
      100,
    );
    expect(text).toContain("where that fails: last night's backup");
    expect(text).toMatch(/USD a month, if it ran in AWS/);
    expect(text).toContain("on this machine it costs nothing");
  });

  it("compares values as they are, and not what both are called", async () => {
    const { value, text } = await run("diff", "dev", "prod");
    expect(text.split("\n")[1]).toMatch(/^profile\.risk/);
    expect((value as { differences: object[] }).differences).toContainEqual({
      field: "cost.monthlyUsd",
      dev: 50,
      prod: 300,
    });
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(120);
  });
});

describe("profiles", () => {
  const written = (content: object): string => {
    const dir = mkdtempSync(join(tmpdir(), "cap-profiles-"));
    writeFileSync(join(dir, "profiles.json"), JSON.stringify(content));
    return dir;
  };
  const line = { item: "a gateway", price: "natGateway", quantity: 730, basis: "fixed" };

  it("cost by part: fixed lines only, the dearest first", async () => {
    const cost = {
      network: [line, { ...line, quantity: 1e6, basis: "usage" }],
      cheap: [{ ...line, quantity: 1 }],
      nothing: [],
    };
    const profiles = await readProfiles(written({ cost, recovery: {} }));
    expect(profiles && fixedCosts(profiles)).toEqual([
      { part: "network", usd: expect.closeTo(32.85, 2) },
      { part: "cheap", usd: expect.closeTo(0.045, 3) },
    ]);
  });

  it("with a price that nobody knows are an error, never 0", async () => {
    const cost = { network: [{ ...line, price: "unheardOf" }] };
    await expect(readProfiles(written({ cost, recovery: {} }))).rejects.toThrow(/unheardOf/);
  });

  it("are absent where synthesis wrote none", async () =>
    expect(await readProfiles(mkdtempSync(join(tmpdir(), "cap-profiles-")))).toBeUndefined());
});

describe("an environment in its recovery Region", () => {
  it("is synthesised from the environment whose copies it is built from", () => {
    for (const e of everyProfile) {
      expect(originOf(e)).toEqual({ name: e.name, site: "primary" });
      const anew = atRecoverySite(e);
      if (anew !== undefined) expect(originOf(anew)).toEqual({ name: e.name, site: "recovery" });
    }
    expect(atRecoverySite(prod)?.name).toBe("prod-dr");
    expect(atRecoverySite(dev)).toBeUndefined();
  });
});
