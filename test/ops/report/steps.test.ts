import { stripVTControlCharacters } from "node:util";
import { afterEach, describe, expect, it, vi } from "vitest";
import { runSteps, type Step, StepFailure } from "../../../ops/report/steps.ts";
import { sayNow, View } from "../../../ops/report/view.ts";
import { listening } from "../apply/given.ts";

afterEach(() => vi.restoreAllMocks());

/** What steps write to stderr, as lines; what they threw. */
async function shown(terminal: boolean, steps: readonly Step[], view?: View) {
  let text = "";
  vi.spyOn(process.stderr, "write").mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  const out = { ...listening().out, quiet: false, terminal };
  const thrown = await runSteps(out, steps, view).then(
    () => undefined,
    (error: unknown) => error,
  );
  const lines = stripVTControlCharacters(text)
    .split("\n")
    .map((line) => line.trim());
  return { lines, thrown };
}
const step = (title: string, run: () => Promise<string | readonly Step[]>): Step => ({ title, run });
const well = step("well", async () => "3 added");

describe.each([
  ["on a terminal", true],
  ["elsewhere", false],
])("steps %s", (_, terminal) => {
  it("that fail are crossed, with what is above them; those beside them go on to their end", async () => {
    const bad = step("bad", () => Promise.reject(new StepFailure("40 of 61 applied, interrupted")));
    const slow = step("slow", () => new Promise((resolve) => setTimeout(() => resolve("2 added"), 50)));
    const { lines, thrown } = await shown(terminal, [step("Apply", async () => [bad, slow, well])]);
    expect(lines).toEqual(
      expect.arrayContaining(["✖ Apply", "✖ bad: 40 of 61 applied, interrupted", "✔ slow: 2 added", "✔ well: 3 added"]),
    );
    expect(thrown).toBeInstanceOf(StepFailure);
  });

  it("leave it to whoever runs them to tell why they failed, once", async () => {
    const why = new Error("the reason");
    const { lines, thrown } = await shown(terminal, [step("first", () => Promise.reject(why))]);
    expect(lines).toContain("✖ first");
    expect(lines.join("\n")).not.toContain("the reason");
    expect(thrown).toBe(why);
  });
});

it("what has to be said at once stands there before the steps end, and stderr is free again after them", async () => {
  const { lines } = await shown(true, [
    step("slow", async () => {
      await new Promise((resolve) => setTimeout(resolve, 150));
      await sayNow("stopping");
      await new Promise((resolve) => setTimeout(resolve, 150));
      return "2 added";
    }),
    step("last", async () => {
      // The steps end before they are drawn again.
      void sayNow("at the last");
      return "3 added";
    }),
  ]);
  expect(lines.indexOf("stopping")).toBeLessThan(lines.indexOf("✔ slow: 2 added"));
  expect(lines).toEqual(expect.arrayContaining(["stopping", "at the last", "✔ last: 3 added"]));
  await sayNow("after them");
  expect(vi.mocked(process.stderr.write)).toHaveBeenLastCalledWith("after them\n");
});

it("a question among steps has the screen for itself, and the steps are drawn again after it", async () => {
  const view = new View();
  let drawn = 0;
  const { lines } = await shown(
    true,
    [
      step("Apply", async () => [
        well,
        step("asks", async () => {
          await new Promise((resolve) => setTimeout(resolve, 150));
          await view.aside(async () => {
            process.stderr.write("agree?\n");
            const spy = vi.mocked(process.stderr.write);
            drawn = spy.mock.calls.length;
            await new Promise((resolve) => setTimeout(resolve, 250));
            drawn = spy.mock.calls.length - drawn;
          });
          return "agreed";
        }),
      ]),
    ],
    view,
  );
  expect(drawn).toBe(0);
  const question = lines.indexOf("agree?");
  expect(lines.slice(0, question)).toContain("✔ well: 3 added");
  expect(lines.slice(question)).toContain("✔ asks: agreed");
});
