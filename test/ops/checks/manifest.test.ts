import { expect, test } from "vitest";
import { manifestCommit } from "../../../ops/checks/manifest-commit.ts";
import { manifestReadable } from "../../../ops/checks/manifest-readable.ts";
import type { Manifests, Part } from "../../../ops/probes/manifest.ts";
import { ago, judged } from "./given.ts";

const part = <M>(name: string, commit: string, modifiedAt: Date): Part<M> => ({
  name,
  manifest: { commit } as M,
  modifiedAt,
});
const both = (durable: string, runtime: string): Manifests => ({
  durable: part("/cap/local/manifest/durable", durable, ago(600)),
  runtime: part("/cap/local/manifest/runtime", runtime, ago(60)),
});
const missing: Manifests = {
  ...both("a", "a"),
  runtime: { name: "/cap/local/manifest/runtime", problem: "there is none" },
};

test("a readable manifest is ok, a missing part fails and names itself", () => {
  expect(judged(manifestReadable, both("a", "a"))).toEqual({ state: "ok", saw: "durable and runtime" });
  expect(judged(manifestReadable, missing)).toMatchObject({
    state: "fail",
    saw: "/cap/local/manifest/runtime: there is none",
    fix: "cap up --env local",
  });
});

test("two commits fail, since the later of the two was written", () => {
  expect(judged(manifestCommit, both("a1b2c3d4e5f6a7b8", "a1b2c3d4e5f6a7b8"))).toEqual({
    state: "ok",
    saw: "a1b2c3d4e5f6",
  });
  expect(judged(manifestCommit, both("aaa", "bbb"))).toMatchObject({
    state: "fail",
    saw: "durable aaa, runtime bbb",
    since: ago(60).toISOString(),
  });
});

test("commits that cannot be compared are unknown, not fine", () => {
  expect(judged(manifestCommit, missing).state).toBe("unknown");
});
