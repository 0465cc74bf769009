import { join } from "node:path";
import { expect } from "vitest";
import type { Environment } from "../../../environments/environment.ts";
import { layoutOf } from "../../../local/layout.ts";
import { readRunning } from "../../../ops/running.ts";
import { setUp } from "../../../ops/setup/set-up.ts";
import { bringUpEmulator } from "../../../ops/workspace/emulated.ts";
import type { Place } from "../../drift-accuracy/hand.ts";
import { startCap } from "./cap.ts";
import type { Home } from "./home.ts";

/**
 * Applies an environment in a home and leaves its emulated AWS running, until the home is removed.
 *
 * @param limitMs longest that it may take, milliseconds
 */
export async function raise(home: Home, env: Environment, limitMs: number): Promise<Place> {
  // The emulated AWS is started from here: it has to outlive the command that applies.
  process.env["CAP_HOME"] = home.dir;
  if (env.name === "local") await ends(home, ["up", "--detach"], limitMs);
  else {
    const at = ["--env", env.name, "--emulated", "--yes"];
    await startAws(home, env);
    await ends(home, ["bootstrap", ...at], limitMs);
    await ends(home, ["apply", ...at, "--accept-unknown"], limitMs);
  }
  const running = await readRunning(env);
  const states = join(layoutOf(join(home.dir, env.name)).terraform, "states");
  return { env, endpoint: `http://127.0.0.1:${running?.port}`, states };
}

async function ends(home: Home, args: readonly string[], limitMs: number): Promise<void> {
  const { code, stderr } = await startCap(home, args, {}, limitMs).ended;
  expect(code, stderr).toBe(0);
}

async function startAws(home: Home, env: Environment): Promise<void> {
  const signal = new AbortController().signal;
  const tools = await setUp({ kafka: false, signal, onProgress: () => {} });
  await bringUpEmulator({ env, layout: layoutOf(join(home.dir, env.name)), tools, signal });
}
