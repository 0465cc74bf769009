import { expect, test } from "vitest";
import type { SeenProcess } from "../process-tree.ts";
import { leastSeconds, timesOf } from "./least.ts";

const states = [
  { name: "account", dir: "/w/account", dependsOn: [] },
  { name: "durable", dir: "/w/durable", dependsOn: [] },
  { name: "runtime", dir: "/w/runtime", dependsOn: ["durable"] },
];

const ran = (state: string, verb: string, from: number, to: number, program = "/opt/bin/terraform"): SeenProcess => ({
  argv: [program, verb, "-json"],
  cwd: `/w/${state}`,
  from: from * 1000,
  to: to * 1000,
});

test("a state's time is that of its runs up to the first apply, and apart from it that of the last look", () => {
  const processes = [
    ran("durable", "apply", 20, 50),
    ran("durable", "plan", 5, 10),
    ran("durable", "plan", 60, 66),
    ran("durable", "show", 66, 67),
    ran("durable", "apply", 70, 71),
  ];
  expect(timesOf(processes, states)[1]).toEqual({ state: "durable", applied: 35, looked: 8 });
});

test("neither an init, nor the provider, nor a run in another folder counts", () => {
  const processes = [
    ran("durable", "init", 0, 4),
    ran("durable", "plan", 4, 9, "terraform-provider-aws_v5.100.0_x5"),
    ran("elsewhere", "plan", 4, 9),
  ];
  expect(timesOf(processes, states)[1]).toEqual({ state: "durable", applied: 0, looked: 0 });
});

test("the longest chain takes the applies on its way and the last look at its end", () => {
  const times = [
    { state: "account", applied: 30, looked: 5 },
    { state: "durable", applied: 40, looked: 100 },
    { state: "runtime", applied: 110, looked: 10 },
  ];
  expect(leastSeconds(times, states, 2)).toEqual({ path: 160, shared: 147.5 });
});

test("where much is to be done beside the longest chain, the slots limit", () => {
  const times = states.map(({ name }) => ({ state: name, applied: 50, looked: 0 }));
  expect(leastSeconds(times, states, 1)).toEqual({ path: 100, shared: 150 });
});

test("nothing was done: nothing is the least", () => {
  expect(leastSeconds([], [], 2)).toEqual({ path: 0, shared: 0 });
});
