import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { nextInWords, nextStep } from "../../../../ops/drift/report/next-step.ts";
import { render } from "../../../../ops/drift/report/render.ts";
import { finding, night, report, unmanaged } from "../findings.ts";

const looked = { flags: "--env prod" };
const remove = "aws iam delete-role --role-name x --region eu-west-1";

test("what was changed is put back, what is not applied is planned", () => {
  expect(nextStep(looked, finding())).toEqual({ step: "cap drift --env prod --fix" });
  expect(nextStep(looked, finding({ kind: "undeployed" }))).toEqual({ step: "cap plan --env prod" });
});

test("what no state has is removed; it is adopted only if it is to stay, and once the code has it", () => {
  const { step, instead } = nextStep(looked, finding(unmanaged("aws_iam_role", "x", { remove })));
  expect(step).toBe(remove);
  expect(instead).toEqual({
    words: "if it is to stay: write it into the code, under a NAME, then",
    command: "cap drift --env prod --adopt aws_iam_role.NAME=x",
  });
  expect(nextStep(looked, finding(unmanaged("aws_iam_role", "x"))).step).toBe(
    "remove it by hand: AWS has no call for it",
  );
});

test("on one line both are told, each command as it is to be shown", () => {
  const show = (text: string): string => `<${text}>`;
  expect(nextInWords(looked, finding(unmanaged("aws_iam_role", "x", { remove })), show)).toBe(
    `<${remove}>; if it is to stay: write it into the code, under a NAME, then <cap drift --env prod --adopt aws_iam_role.NAME=x>`,
  );
});

describe("a state that reads what is not there yet", () => {
  const until = ["durable"];
  const looked = report([], { blind: [{ what: "state runtime", because: "unknown until durable is applied", until }] });
  const command = "cap apply --env prod --stack durable";

  test("is not in sync: nobody could look", () =>
    expect(looked).toMatchObject({ verdict: "unknown", complete: false }));

  test.each([
    ["text", `? state runtime\n    could not look: unknown until durable is applied\n    fix     ${command}`],
    ["markdown", `- \`state runtime\`: unknown until durable is applied; next: \`${command}\``],
    ["junit", `unknown until durable is applied; next: ${command}</error>`],
    ["sarif", `state runtime could not be looked at: unknown until durable is applied; next: ${command}`],
  ] as const)("is told with the command that applies it: %s", (format, told) =>
    expect(stripVTControlCharacters(render(looked, format, {}))).toContain(told),
  );

  test("what else could not be looked at has no such command", () =>
    expect(stripVTControlCharacters(render(night, "text", {}))).not.toContain("cap apply"));
});

test("a command is ready to paste, whatever the id is", () => {
  const adopt = (id: string) => nextStep(looked, finding(unmanaged("aws_iam_role", id))).instead?.command;
  expect(adopt("a b")).toBe("cap drift --env prod --adopt 'aws_iam_role.NAME=a b'");
  expect(adopt("$(x)")).toBe("cap drift --env prod --adopt 'aws_iam_role.NAME=$(x)'");
  expect(adopt("it's; rm")).toBe("cap drift --env prod --adopt 'aws_iam_role.NAME=it'\\''s; rm'");
});
