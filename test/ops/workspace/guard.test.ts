import { expect, test } from "vitest";
import { OperatorError } from "../../../contracts/errors.ts";
import type { Emulator } from "../../../local/emulator.ts";
import { processOf } from "../../../local/process.ts";
import { guard } from "../../../ops/workspace/guard.ts";

const of = (process: Emulator["process"]): Emulator => ({
  process,
  port: 1,
  endpoint: "http://127.0.0.1:1",
  adopted: false,
});
const dead = of({ pid: 2 ** 22 + 1, start: "0" });
const alive = of(processOf(process.pid) ?? dead.process);

test("an emulated AWS that has ended is started again, and its user is told", async () => {
  const notes: string[] = [];
  const started = Promise.withResolvers<void>();
  const again = async (): Promise<Emulator> => {
    started.resolve();
    return alive;
  };
  const watch = guard(dead, again, (line) => notes.push(line));
  await started.promise;
  await watch.stop();
  expect(watch.restarts()).toBe(1);
  expect(notes).toHaveLength(1);
});

test("one that ends again and again is given up, as the operator's to mend", async () => {
  const watch = guard(
    dead,
    async () => dead,
    () => {},
  );
  const error: unknown = await watch.gaveUp.catch((cause: unknown) => cause);
  await watch.stop();
  expect(watch.restarts()).toBe(3);
  expect(error).toBeInstanceOf(OperatorError);
  expect(error).toMatchObject({ code: "CAP_EMULATOR", nextSteps: expect.arrayContaining(["cap doctor"]) });
});
