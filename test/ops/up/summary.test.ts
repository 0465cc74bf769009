import { describe, expect, it } from "vitest";
import { dev } from "../../../environments/dev.ts";
import { environmentNamed } from "../../../environments/index.ts";
import { local } from "../../../environments/local.ts";
import { type Summary, summaryAsText, urlsOf } from "../../../ops/up/summary.ts";

const summary: Summary = {
  environment: "local",
  states: [{ name: "durable", resources: 64, added: 64, changed: 0, destroyed: 0, seconds: 12.3 }],
  resources: 64,
  events: { in: 4, kept: 2, dropped: 1, deadLettered: 1 },
  ignored: ["README.md"],
  health: { verdict: "fail", fail: ["queues.dead-letters"], unknown: [] },
  urls: urlsOf("http://127.0.0.1:4600", "cap-local"),
  seconds: 99,
};

describe("the summary of cap up", () => {
  it("tells resources, events, what is not healthy, what was left out, and where to go", () => {
    const text = summaryAsText(summary, { kind: "running", token: "secret-token" }, local);
    for (const part of [
      "durable  64",
      "4 in = 2 kept + 1 dropped + 1 dead-lettered",
      "queues.dead-letters",
      "1 file: README.md",
      "http://127.0.0.1:4600/_alb/cap-local/#token=secret-token",
      "cap health",
    ])
      expect(text).toContain(part);
  });

  it("tells the plain address and where the token is when nobody is to see it", () => {
    const text = summaryAsText({ ...summary, environment: "dev" }, { kind: "running" }, dev);
    expect(text).not.toContain("#");
    expect(text).toMatch(/^page +http:\/\/127\.0\.0\.1:4600\/_alb\/cap-local\/$/m);
    expect(text).toMatch(/^token +cap token --env dev --emulated$/m);
    const profiled = environmentNamed("staging", "window");
    const next = summaryAsText({ ...summary, environment: "staging" }, { kind: "stopped" }, profiled);
    for (const verb of ["up", "down"])
      expect(next).toMatch(new RegExp(`cap ${verb} --env staging --profile window --emulated$`, "m"));
  });

  it("says when nothing came, and when all is well asks the lake first", () => {
    const events = { in: 0, kept: 0, dropped: 0, deadLettered: 0 };
    const health = { verdict: "ok", fail: [], unknown: [] } as const;
    const text = summaryAsText({ ...summary, events, health, ignored: [] }, { kind: "running" }, local);
    expect(text).toMatch(/events +none in this run/);
    expect(text).not.toContain("ignored");
    expect(text.slice(text.indexOf("next"))).toMatch(/^.*\n +cap query /);
  });

  it("names no address and no token when nothing runs any more", () => {
    expect(summaryAsText(summary, { kind: "stopped" }, local)).not.toContain("http://");
  });

  it("keeps the token out of what --json prints", () => {
    expect(JSON.stringify(summary)).not.toContain("token");
  });
});
