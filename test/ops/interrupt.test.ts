import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { local } from "../../environments/local.ts";
import { commands } from "../../ops/commands/index.ts";

const script = `
  import { onInterrupt } from ${JSON.stringify(fileURLToPath(new URL("../../ops/interrupt.ts", import.meta.url)))};
  const stop = new AbortController();
  stop.signal.addEventListener("abort", () => console.log("cleans up"));
  const say = (line) => console.error(line);
  onInterrupt(stop, { left: "a thing may still run; cap down", say, exit: () => process.exit(130) });
  setInterval(() => {}, 1000);
  console.log("up");
`;

async function started(): Promise<{ child: ChildProcess; said: () => string; next: () => Promise<unknown> }> {
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stderr.on("data", (data) => {
    said += data;
  });
  const next = (): Promise<unknown> => once(child.stdout, "data");
  await next();
  return { child, said: () => said, next };
}

const stopping = "stopping: what runs is asked to end; Ctrl-C again does not wait for it\n";

test("the second Ctrl-C leaves at once, and one line says what may still run and the next command", async () => {
  const { child, said, next } = await started();
  child.kill("SIGINT");
  await next();
  // Both of these are the same Ctrl-C, as npm passes it on.
  child.kill("SIGINT");
  expect(said()).toBe("");
  await sleep(1_200);
  expect(said()).toBe(stopping);
  child.kill("SIGINT");
  expect(await once(child, "close")).toEqual([130, null]);
  expect(said()).toBe(`${stopping}\nleft without cleaning up: a thing may still run; cap down\n`);
});

test("a connection that breaks is a Ctrl-C, and no second one", async () => {
  const { child, said, next } = await started();
  child.kill("SIGHUP");
  await next();
  await sleep(1_200);
  child.kill("SIGHUP");
  await sleep(200);
  expect(said()).toBe(stopping);
  expect(child.exitCode).toBeNull();
  child.kill("SIGKILL");
});

test("commands that start something say what ends it", () => {
  const left = commands.flatMap((c) => (c.leftBehind === undefined ? [] : [[c.verb, c.leftBehind(local)]]));
  const next: Readonly<Record<string, string>> = {
    up: "cap down --env local",
    down: "cap down --env local",
    rehearse: "cap rehearse --env local --discard",
    bootstrap: "the same command goes on",
    apply: "cap history --env local",
    drift: "cap history --env local",
    destroy: "cap history --env local",
  };
  expect(left.map(([verb]) => verb).toSorted()).toEqual(Object.keys(next).toSorted());
  for (const [verb = "", line] of left) expect(line).toContain(next[verb]);
});
