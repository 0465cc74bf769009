import { expect, test } from "vitest";
import { aclRules } from "../../../modules/network/acl-rules.ts";
import { tiers } from "../../../modules/network/tiers.ts";

const rules = aclRules({ cidr: "10.56.0.0/16", entrancePort: 443, servicePort: 8080 });
const [open, isolated, closed] = ["10.56.0.0/18", "10.56.64.0/18", "10.56.128.0/18"];

type Way = "in" | "out";
/** Whether a packet passes, as an ACL judges it: the first rule that fits. Every rule of ours allows. */
const passes = (tier: keyof typeof rules, way: Way, who: string, port: number): boolean =>
  rules[tier][way].some(
    (r) => r.protocol === "tcp" && port >= r.fromPort && port <= r.toPort && [who, "0.0.0.0/0"].includes(r.cidrBlock),
  );
const anyone = "0.0.0.0/0";
/** Where Linux asks from, and where load balancers and NAT gateways may. */
const [linux, gateway] = [40_000, 1_500];

/** Both directions of one connection between two tiers, or a tier and the world. */
const connects = (from: keyof typeof rules, to: keyof typeof rules, port: number, asking: number): boolean => {
  const range = { public: open, isolated, private: closed };
  return (
    passes(from, "out", range[to], port) &&
    passes(to, "in", range[from], port) &&
    passes(to, "out", range[from], asking) &&
    passes(from, "in", range[to], asking)
  );
};

test("every conversation that the platform has gets through, and its answers come back", () => {
  expect(passes("public", "in", anyone, 443) && passes("public", "out", anyone, linux)).toBe(true);
  expect(connects("public", "private", 8080, gateway)).toBe(true);
  expect(connects("private", "private", 443, linux)).toBe(true);
  expect(connects("private", "isolated", 9098, linux)).toBe(true);
  expect(connects("isolated", "isolated", 9094, linux)).toBe(true);
});

test("what is translated gets out through public, and its answers back to who asked", () => {
  const asked = passes("private", "out", anyone, 443) && passes("public", "in", closed, 443);
  const forwarded = passes("public", "out", anyone, 443) && passes("public", "in", anyone, gateway);
  const answered = passes("public", "out", closed, linux) && passes("private", "in", anyone, linux);
  expect([asked, forwarded, answered]).toEqual([true, true, true]);
});

test("the isolated tier talks to private and to itself, and to nobody else", () => {
  for (const way of ["in", "out"] as const)
    for (const rule of rules.isolated[way]) expect([closed, isolated]).toContain(rule.cidrBlock);
  expect(passes("isolated", "in", open, 9098)).toBe(false);
  expect(passes("isolated", "in", closed, 22)).toBe(false);
});

test("nobody on the internet reaches a port of a task or a broker", () => {
  for (const port of [22, 80, 443, 3389, 8080, 9092, 9098]) expect(passes("private", "in", anyone, port)).toBe(false);
});

test("remote administration is open to nobody outside, not even as a port of an answer", () => {
  for (const tier of tiers)
    for (const port of [22, 3389]) expect(passes(tier, "in", anyone, port), `${tier} ${port}`).toBe(false);
});

test("the way in is the entrance's port alone: 80 only where the entrance has it", () => {
  expect(passes("public", "in", anyone, 80)).toBe(false);
  const plain = aclRules({ cidr: "10.42.0.0/16", entrancePort: 80, servicePort: 8080 });
  expect(plain.public.in.some((r) => r.fromPort === 80 && r.toPort === 80)).toBe(true);
});

test("a rule's number stands once in its list, and AWS allows no more than twenty", () => {
  for (const tier of tiers)
    for (const way of ["in", "out"] as const) {
      const numbers = rules[tier][way].map((r) => r.ruleNo);
      expect(new Set(numbers).size).toBe(numbers.length);
      expect(numbers.length).toBeLessThanOrEqual(20);
    }
});
