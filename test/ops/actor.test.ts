import { hostname, userInfo } from "node:os";
import { expect, test } from "vitest";
import { actorInWords, actorOf } from "../../ops/actor.ts";

const runner = {
  GITHUB_SERVER_URL: "https://github.com",
  GITHUB_REPOSITORY: "example/cap",
  GITHUB_RUN_ID: "7",
  GITHUB_RUN_ATTEMPT: "2",
  GITHUB_ACTOR: "grace",
};

test("a person is a login on a host", () => {
  const actor = actorOf({});
  expect(actor).toEqual({ who: userInfo().username, host: hostname() });
  expect(actorInWords(actor)).toBe(`${userInfo().username}@${hostname()}`);
});

test("a run of CI is its page, of this attempt, and who started it", () => {
  const run = "https://github.com/example/cap/actions/runs/7/attempts/2";
  expect(actorOf(runner)).toEqual({ who: "grace", host: hostname(), run });
  expect(actorInWords(actorOf(runner))).toBe(`grace in ${run}`);
});

test.each(["GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID"])("without %s it is no run of CI", (missing) => {
  expect(actorOf({ ...runner, [missing]: "" }).run).toBeUndefined();
});
