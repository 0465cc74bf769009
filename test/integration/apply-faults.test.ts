import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openSealer } from "../../adapters/sealing/open.ts";
import { identified } from "../../ops/apply/bundle.ts";
import { openBundle, readBundle, writeBundle } from "../../ops/apply/bundle-file.ts";
import type { ApplyResult } from "../../ops/apply/result.ts";
import { cap, type Ended } from "../e2e/support/cap.ts";
import { fail, mended } from "../e2e/support/faults.ts";
import { freshHome, type Home, processesIn, runningIn } from "../e2e/support/home.ts";
import { breaksOff } from "../e2e/support/story.ts";
import { applyingIn, limitMs, lives, readJson } from "./apply-faults/applying.ts";
import { chance } from "./path/events.ts";
import { noPython } from "./support/python.ts";

// One story: an environment comes to be from nothing, and each fault hits the apply that goes on after the one before.
describe.skipIf(noPython !== undefined)(
  `an apply that is hit by faults${noPython === undefined ? "" : ` (${noPython})`}`,
  { timeout: 2 * limitMs },
  () => {
    let home: Home;
    beforeAll(() => {
      home = freshHome();
    });
    breaksOff();
    afterAll(() => home.remove());

    const { begin, folders, writers, stateFile, resources, headOf, saidOf, inTheMiddleOf } = applyingIn(() => home);
    const errorOf = ({ stdout }: Ended) =>
      (JSON.parse(stdout) as { error: { code: string; message: string; nextSteps: string[] } }).error;
    const resultOf = ({ stdout }: Ended): ApplyResult => JSON.parse(stdout) as ApplyResult;

    test("kill -9 of cap: Terraform goes on to its end and writes its state; meanwhile nobody else begins", async () => {
      const running = begin();
      const terraform = await inTheMiddleOf(running, "durable");
      running.process.kill("SIGKILL");
      await running.ended;
      expect(lives(terraform)).toBe(true);
      const refused = await begin().ended;
      if (lives(terraform)) expect(refused.code).toBe(4);
      if (refused.code === 4)
        expect(errorOf(refused)).toMatchObject({
          code: "CAP_STILL_APPLYING",
          message: expect.stringContaining(`durable (process ${terraform})`),
        });
      while (lives(terraform)) await sleep(100);
      expect(resources("durable")).toBeGreaterThan(10);
      expect(readJson(join(folders(), "durable", "errored.tfstate"))).toBeUndefined();
    });

    // In every apply of runtime, so that what they hit is still to be made when they are looked at. The emulated AWS is that
    // of the apply, which may be about to start it, and ends with it.
    const faulty = async (): Promise<{ readonly endpoint: string }> => {
      const aws = { endpoint: `http://127.0.0.1:${runningIn(home).port}` };
      const first = () => fail(aws, "ecs", "RegisterTaskDefinition", "denied");
      await vi.waitFor(first, { timeout: 120_000, interval: 100 });
      await fail(aws, "monitoring", "PutMetricAlarm", "throttled");
      await fail(aws, "lambda", "CreateFunction", "silent");
      return aws;
    };

    test("the next apply says what was cut off; a second one at once is told who holds it; Ctrl-C asks Terraform once, which writes its state, and the exit code is 130", async () => {
      await faulty();
      const running = begin();
      await inTheMiddleOf(running, "runtime");
      const second = await begin().ended;
      expect(second.code).toBe(4);
      expect(errorOf(second)).toMatchObject({
        code: "CAP_LOCKED",
        message: expect.stringMatching(/held by cap apply, process \d+ on .*nothing was changed/),
      });
      // Terraform writes the file in place: read at that moment, half of it is there.
      const before = await vi.waitFor(() => headOf("runtime"), { timeout: 60_000 });
      running.process.kill("SIGINT");
      const ended = await running.ended;
      expect(ended.code, ended.stderr).toBe(130);
      expect(ended.stderr).toMatch(/apply of durable .* was cut off: .*the same command goes on/);
      expect(writers().size).toBe(0);
      const after = headOf("runtime");
      expect(after.lineage).toBe(before.lineage);
      expect(after.serial).toBeGreaterThanOrEqual(before.serial);
      expect(plansLeftIn(folders())).toEqual([]);
    });

    test("Terraform that is killed is a failure that says what it was at", async () => {
      const running = begin();
      await faulty();
      const terraform = await inTheMiddleOf(running, "runtime");
      const before = resources("runtime");
      process.kill(terraform, "SIGKILL");
      const ended = await running.ended;
      expect(ended.code, ended.stderr).toBe(1);
      const { verdict, states } = resultOf(ended);
      expect(verdict).toBe("failed");
      expect(states.find((s) => s.name === "runtime")).toMatchObject({
        result: "failed",
        because: expect.stringMatching(/was killed; it was at .*no state knows of it/),
      });
      expect(resources("runtime")).toBeGreaterThanOrEqual(before);
    });

    test("AWS that denies, throttles, or answers nothing: the apply fails and says which, makes the rest, and what was not answered goes on when it is", async ({
      onTestFinished,
    }) => {
      const running = begin();
      const aws = await faulty();
      // Where it did as it should, the emulated AWS has ended with the apply by then.
      onTestFinished(() => mended(aws).catch(() => {}));
      let over = false;
      void running.ended.then(() => {
        over = true;
      });
      await inTheMiddleOf(running, "runtime");
      const has = (type: string, what: string): boolean => saidOf("runtime", type).some((line) => line.includes(what));
      const failing = (): boolean =>
        has("apply_errored", "aws_ecs_task_definition.") && has("apply_errored", "aws_cloudwatch_metric_alarm.");
      await vi.waitUntil(() => over || (failing() && has("apply_start", "aws_lambda_function.")), { timeout: limitMs });
      expect(over).toBe(false);
      expect(has("apply_complete", "aws_lambda_function.")).toBe(false);
      await mended(aws);
      const ended = await running.ended;
      expect(ended.code, ended.stderr).toBe(1);
      expect(has("apply_complete", "aws_lambda_function.")).toBe(true);
      const runtime = resultOf(ended).states.find((s) => s.name === "runtime");
      expect(runtime?.result).toBe("failed");
      expect(runtime?.because).toMatch(/aws_ecs_task_definition\.\S+ .*AccessDenied/);
      expect(runtime?.because).toMatch(/aws_cloudwatch_metric_alarm\.\S+ .*Rate exceeded/);
    });

    // First-flight kills the emulated AWS of a `cap up` every time; with CAP_FULL=1 that of an apply is killed as well.
    if (process.env["CAP_FULL"] === "1") {
      test("kill -9 of the emulated AWS: it is started again; the apply ends well, or fails and says how to go on", async () => {
        const running = begin();
        await inTheMiddleOf(running, "runtime");
        const emulator = runningIn(home).emulator?.pid ?? 0;
        expect(emulator).toBeGreaterThan(0);
        process.kill(emulator, "SIGKILL");
        const ended = await running.ended;
        expect(ended.stderr).toMatch(/the emulated AWS has ended; it is started again/);
        expect([0, 1, 2], ended.stderr).toContain(ended.code);
        if (ended.code === 1)
          expect(resultOf(ended).states).toContainEqual(expect.objectContaining({ result: "failed" }));
        expect(runningIn(home).emulator?.pid).not.toBe(emulator);
      });
    }

    test("after all of that the same command ends well, and then there is nothing to change", async () => {
      const ended = await begin().ended;
      expect(ended.code, ended.stderr + ended.stdout).toBe(0);
      expect(["applied", "unchanged"]).toContain(resultOf(ended).verdict);
      const planned = await cap(home, "plan", "--env", "local", "--json");
      expect(planned.code, planned.stdout).toBe(0);
      const { unfinished } = JSON.parse((await cap(home, "history", "--env", "local", "--json")).stdout) as {
        unfinished: unknown[];
      };
      expect(unfinished).toEqual([]);
    });

    describe("a bundle is refused, with exit 4 and before anything is changed,", () => {
      const bundle = (): string => join(home.dir, "local.capplan");
      const refused = async (file: string, code: string, why: RegExp, ...more: string[]): Promise<void> => {
        const ended = await cap(home, "apply", "--env", "local", "--plan", file, "--json", ...more);
        expect(ended.code, ended.stderr + ended.stdout).toBe(4);
        expect(errorOf(ended)).toMatchObject({ code, message: expect.stringMatching(why) });
      };
      beforeAll(async () => {
        const planned = await cap(home, "plan", "--env", "local", "--out", bundle(), "--json");
        expect(planned.code, planned.stderr).toBe(0);
      });

      test("when its summary was changed", async () => {
        const parts = JSON.parse(readFileSync(bundle(), "utf8")) as { summary: Parameters<typeof identified>[0] };
        const file = join(home.dir, "tampered.capplan");
        writeFileSync(
          file,
          JSON.stringify({ ...parts, summary: identified({ ...parts.summary, expires: "2099-01-01T00:00:00.000Z" }) }),
        );
        await refused(file, "CAP_BUNDLE", /nothing was changed/);
      });

      test("when its day is over, though it was made here", async () => {
        const sealer = await openSealer(`file:${join(home.dir, "bundles.key")}`);
        const from = { path: bundle(), remake: "cap plan" };
        const { summary, plans } = await openBundle(from, await readBundle(from), async () => sealer);
        const file = join(home.dir, "expired.capplan");
        await writeBundle(
          file,
          { summary: identified({ ...summary, expires: new Date(Date.now() - 1).toISOString() }), plans },
          sealer,
        );
        await refused(file, "CAP_STALE_PLAN", /expired/);
      });

      test("when the serial of a state was edited by hand", async () => {
        const text = readFileSync(stateFile("durable"), "utf8");
        writeFileSync(
          stateFile("durable"),
          text.replace(/"serial": (\d+)/, (_, n) => `"serial": ${Number(n) + 1}`),
        );
        await refused(bundle(), "CAP_STALE_PLAN", /state durable: planned at serial \d+, found \d+/);
        writeFileSync(stateFile("durable"), text);
      });

      test("and applied as it is when nothing of that is so", async () => {
        const ended = await cap(home, "apply", "--env", "local", "--plan", bundle(), "--json");
        expect(ended.code, ended.stderr).toBe(0);
      });
    });

    test("nothing is left: no saved plan, no Terraform", async () => {
      expect(plansLeftIn(folders())).toEqual([]);
      const running = () => processesIn(home.dir).filter((p) => /terraform/.test(p.command.split(" ")[0] ?? ""));
      await expect.poll(running).toEqual([]);
    });
  },
);

const plansLeftIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith("cap.tfplan"));

if (process.env["CAP_FULL"] === "1")
  describe("an apply that is cut off again and again", { timeout: 12 * limitMs }, () => {
    let home: Home;
    beforeAll(() => {
      home = freshHome();
    });
    afterAll(() => home.remove());
    const { begin, writers, inTheMiddleOf } = applyingIn(() => home);

    test("at any moment, by Ctrl-C and by kill -9 of Terraform in turn: then the same command ends well", async () => {
      const random = chance(Number(process.env["CAP_SEED"] ?? 4));
      let code: number | null = null;
      let n = 0;
      for (; n < 12 && code !== 0; n++) {
        const running = begin();
        const terraform = await inTheMiddleOf(running, "runtime");
        await sleep(random() * 4_000);
        if (n % 2 === 0) running.process.kill("SIGINT");
        else if (lives(terraform)) process.kill(terraform, "SIGKILL");
        const ended = await running.ended;
        code = ended.code;
        expect([130, 1, 0], ended.stderr).toContain(code);
        expect(writers().size).toBe(0);
      }
      expect(n).toBeGreaterThan(3);
      const ended = await begin().ended;
      expect(ended.code, ended.stderr + ended.stdout).toBe(0);
      const planned = await cap(home, "plan", "--env", "local", "--json");
      expect(planned.code, planned.stdout).toBe(0);
    });
  });
