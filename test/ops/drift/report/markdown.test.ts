import { expect, test } from "vitest";
import { block, code, plain } from "../../../../ops/drift/report/fenced.ts";
import { driftAsMarkdown } from "../../../../ops/drift/report/markdown.ts";
import fc from "../../../support/properties.ts";
import { finding, night, report } from "../findings.ts";

test("the comment begins with the verdict, then the worst, with who and what to run", () => {
  const text = driftAsMarkdown(night);
  expect(text).toMatch(/^### prod: drift \(4 security, 3 availability, 2 cost, 1 tags\)\n/);
  expect(text).toContain("**security** by `arn:aws:sts::");
  expect(text).toContain(
    "`aws_security_group.security_group_brokers` `ingress` changed outside, **open to the world**",
  );
  expect(text).toContain('+ cidr_blocks ["0.0.0.0/0"], from_port 22');
  expect(text).toContain("Next: `cap drift --env prod --fix`");
});

test("what could not be looked at, what is recorded and what has expired is told", () => {
  const text = driftAsMarkdown(night);
  expect(text).toContain("Could not be looked at:\n\n- `state account`: AccessDenied");
  expect(text).toContain(
    "Who did some of it, and when, is unknown:\n\n- `cloudtrail:LookupEvents in eu-west-1`: 50 lookups",
  );
  expect(text).toContain("Expired lines of the baseline:\n\n- environments/prod.drift.yaml:12");
  expect(text).toContain("<details><summary>Recorded in the baseline</summary>");
  expect(text).toContain("2 ignored by the baseline · 1 line of the baseline not needed any more · 2 of 6 types");
});

test("what others own is shown when asked, and counted else", () => {
  const asked = driftAsMarkdown(night, { governed: true });
  expect(asked).toContain("- `aws_ecs_service.service_lake desired_count`, owned by autoscaler and schedule: `2 → 5`");
  expect(driftAsMarkdown(night)).not.toContain("desired_count");
  expect(driftAsMarkdown(night)).toContain("1 field changed by whoever owns them (`--governed`)");
});

test("no drift is one line and what it rests on", () =>
  expect(driftAsMarkdown(report([]))).toBe(
    "### prod: no drift\n\n\n1 of 1 types are also searched for what no state has · commit `f2c58c7`, 2026-03-01 03:20:00 UTC\n",
  ));

test("more than GitHub takes is counted, not cut off in silence, and the worst is shown", () => {
  const many = Array.from({ length: 900 }, (_, i) =>
    finding({ address: `aws_sqs_queue.queue_${i}`, after: JSON.stringify("x".repeat(300)) }),
  );
  const text = driftAsMarkdown(report([...many, ...night.findings]));
  expect(text.length).toBeLessThan(65_536);
  const shown = text.match(/^- `aws_.*`drift-/gm)?.length ?? 0;
  const [, left] = /\*\*(\d+) more findings\*\* did not fit here/.exec(text) ?? [];
  expect(shown + Number(left)).toBe(910);
  expect(text).toContain("open to the world");
});

test("what AWS calls something closes no fence, mentions nobody, and is no HTML", () => {
  const anything = fc.string({ unit: fc.constantFrom("`", "\n", "@", "<", "|", "[", "a", " ") });
  fc.assert(
    fc.property(anything, (text) => {
      const inner = code(text);
      const [fence = ""] = /^`+/.exec(inner) ?? [];
      expect(inner.slice(fence.length, -fence.length || undefined)).not.toMatch(new RegExp(`(?<!\`)${fence}(?!\`)`));
      expect(inner).not.toContain("\n");
      const [open = ""] = /^`+/.exec(block(text, "diff")) ?? [];
      expect(text).not.toContain(open);
      expect(plain(text)).not.toMatch(/@a|<|(?<!\\)\[/);
    }),
  );
});
