import { describe, expect, it } from "vitest";
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
    const text = summaryAsText(summary, "secret-token");
    for (const part of [
      "durable  64",
      "4 in = 2 kept + 1 dropped + 1 dead-lettered",
      "queues.dead-letters",
      "1 files: README.md",
      "http://127.0.0.1:4600/_alb/cap-local/#token=secret-token",
      "npx cap health",
    ])
      expect(text).toContain(part);
  });

  it("names no address and no token when nothing runs any more", () => {
    expect(summaryAsText(summary, undefined)).not.toContain("http://");
  });

  it("keeps the token out of what --json prints", () => {
    expect(JSON.stringify(summary)).not.toContain("token");
  });
});
