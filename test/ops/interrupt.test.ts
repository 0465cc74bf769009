import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { local } from "../../environments/local.ts";
import { commands } from "../../ops/commands/index.ts";

/** A command whose clock goes on only as far as it is told on stdin: how busy the machine is makes no difference. */
const script = `
  import { onInterrupt } from ${JSON.stringify(fileURLToPath(new URL("../../ops/interrupt.ts", import.meta.url)))};
  let now = 0;
  let waiting = [];
  Date.now = () => now;
  globalThis.setTimeout = (act, ms) => {
    waiting.push({ act, at: now + ms });
    return { unref() {} };
  };
  process.stdin.on("data", (ms) => {
    now += Number(ms);
    const due = waiting.filter(({ at }) => at <= now);
    waiting = waiting.filter(({ at }) => at > now);
    for (const { act } of due) act();
    console.log("later");
  });
  const stop = new AbortController();
  stop.signal.addEventListener("abort", () => console.log("cleans up"));
  const say = (line) => console.error(line);
  onInterrupt(stop, { left: "a thing may still run; cap down", say, exit: () => process.exit(130) });
  setInterval(() => {}, 1000);
  console.log("up");
`;

async function started() {
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  child.stderr.on("data", (data) => {
    said += data;
  });
  const next = (): Promise<unknown> => once(child.stdout, "data");
  const later = async (ms: number): Promise<void> => {
    child.stdin.write(String(ms));
    await next();
  };
  /** Sends a signal that is answered by nothing; the second turn of its loop is after it for certain. */
  const unheard = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await later(0);
    await later(0);
  };
  await next();
  return { child, said: () => said, next, later, unheard };
}

const stopping = "stopping: what runs is asked to end; Ctrl-C again does not wait for it\n";

test("the second Ctrl-C leaves at once, and one line says what may still run and the next command", async () => {
  const { child, said, next, later, unheard } = await started();
  child.kill("SIGINT");
  await next();
  // Both of these are the same Ctrl-C, as npm passes it on.
  await unheard("SIGINT");
  await later(299);
  expect(said()).toBe("");
  await later(1);
  await expect.poll(said).toBe(stopping);
  await later(700);
  await unheard("SIGINT");
  expect(said()).toBe(stopping);
  await later(1);
  child.kill("SIGINT");
  expect(await once(child, "close")).toEqual([130, null]);
  expect(said()).toBe(`${stopping}\nleft without cleaning up: a thing may still run; cap down\n`);
});

test("a connection that breaks is a Ctrl-C, and no second one", async () => {
  const { child, said, next, later, unheard } = await started();
  child.kill("SIGHUP");
  await next();
  await later(1_200);
  await unheard("SIGHUP");
  await expect.poll(said).toBe(stopping);
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
