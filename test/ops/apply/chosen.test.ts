import { expect, test } from "vitest";
import { chosen } from "../../../ops/apply/chosen.ts";

const folders = ["account", "durable", "runtime"].map((name) => ({ name, dir: `/${name}`, dependsOn: [] }));
const names = (...wanted: string[]) => chosen(folders, wanted).map((f) => f.name);

test("every state, unless some are named", () => expect(chosen(folders, undefined)).toBe(folders));

test("what is named comes in the order of the states, each once", () => {
  expect(names("runtime", "account")).toEqual(["account", "runtime"]);
  expect(names("runtime", "runtime")).toEqual(["runtime"]);
  expect(names()).toEqual([]);
});

test("a state that there is not is named, with those that there are", () => {
  expect(() => names("durable", "web", "ui", "runtme")).toThrow(
    expect.objectContaining({
      code: "CAP_NO_STACK",
      message: "there is no state web, ui, runtme; nothing was done",
      nextSteps: ["did you mean runtime?", "there are: account, durable, runtime"],
    }),
  );
});
