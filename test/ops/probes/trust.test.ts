import { expect, test } from "vitest";
import { trustedBy } from "../../../ops/probes/trust.ts";

const trust = (...Statement: object[]): string => encodeURIComponent(JSON.stringify({ Statement }));
const allow = (Principal: unknown, more = {}): object => ({
  Effect: "Allow",
  Action: "sts:AssumeRole",
  Principal,
  ...more,
});
const root = "arn:aws:iam::111122223333:root";

test.each([
  ["everybody", trust(allow("*")), ["*"]],
  ["everybody who has an account", trust(allow({ AWS: "*" })), ["*"]],
  ["everybody under conditions", trust(allow("*", { Condition: { Bool: {} } })), ["* under conditions"]],
  [
    "a service and an account",
    trust(allow({ Service: ["ecs.amazonaws.com"], AWS: root })),
    ["ecs.amazonaws.com", root],
  ],
  ["nobody who is denied", trust({ ...allow("*"), Effect: "Deny" }), []],
  ["one statement that is no list", encodeURIComponent(JSON.stringify({ Statement: allow({ AWS: root }) })), [root]],
  ["nobody knows whom, where it cannot be read", "%", ["?"]],
])("a role trusts %s", (_, policy, trusted) => expect(trustedBy(policy)).toEqual(trusted));
