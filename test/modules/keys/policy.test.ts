import { expect, test } from "vitest";
import { type KeyClass, keyClasses, names } from "../../../contracts/names.ts";
import type { Statement } from "../../../modules/identity/policy.ts";
import { keyPolicy } from "../../../modules/keys/key-policy.ts";

const place = { name: "prod", account: "345678901234", region: "eu-west-1" };
const root = `arn:aws:iam::${place.account}:root`;
const use = /^kms:(Decrypt|Encrypt|GenerateDataKey|ReEncrypt)/;
const takingAway = ["kms:ScheduleKeyDeletion", "kms:DisableKey"];

const policy = (name: KeyClass): Statement[] => keyPolicy(name, place);
const ofAccount = (name: KeyClass): Statement[] =>
  policy(name).filter((s) => s.Effect === "Allow" && JSON.stringify(s.Principal) === JSON.stringify({ AWS: root }));

test.each(keyClasses)("%s: whatever happens, IAM can give somebody the power to mend the policy", (name) => {
  const mending = ofAccount(name).filter((s) => s.Action.includes("kms:PutKeyPolicy"));
  expect(mending).toHaveLength(1);
  expect(mending[0]?.Condition).toBeUndefined();
});

test.each(keyClasses)("%s: who looks after it and who uses it are allowed by different statements", (name) => {
  for (const s of ofAccount(name)) {
    const uses = s.Action.filter((a) => use.test(a));
    expect([0, s.Action.length]).toContain(uses.length);
  }
});

test.each(keyClasses)("%s: a role uses it through a service that holds the data, or for one thing of ours", (name) => {
  for (const s of ofAccount(name).filter((s) => s.Action.some((a) => use.test(a)))) {
    const [[context, thing] = ["", ""]] = Object.entries(s.Condition?.["ArnLike"] ?? {});
    if (context.startsWith("kms:EncryptionContext:")) {
      expect(thing).toMatch(new RegExp(`^arn:aws:[a-z]+:${place.region}:${place.account}:`));
      continue;
    }
    const services = s.Condition?.["StringLike"]?.["kms:ViaService"] ?? [];
    expect(services.length).toBeGreaterThan(0);
    for (const service of services) expect(service).toMatch(/^[a-z0-9]+\.\*\.amazonaws\.com$/);
  }
});

test("operations: schedules, executions and their logs are opened by what they are, in whatever role", () => {
  const contexts = policy("operations").flatMap((s) => Object.keys(s.Condition?.["ArnLike"] ?? {}));
  for (const context of ["aws:scheduler:schedule:arn", "aws:states:stateMachineArn", "SourceArn", "aws:logs:arn"])
    expect(contexts).toContain(`kms:EncryptionContext:${context}`);
});

test.each(keyClasses)("%s: a grant can be made for a service of AWS only", (name) => {
  const granting = policy(name).filter((s) => s.Action.includes("kms:CreateGrant"));
  for (const s of granting) {
    const bound = JSON.stringify(s.Condition);
    expect(bound).toMatch(/GrantIsForAWSResource|AWSServiceRoleForAutoScaling/);
  }
});

test.each(keyClasses)("%s: only operators and the account's root user can take it away", (name) => {
  const taking = policy(name).filter((s) => s.Action.some((a) => takingAway.includes(a)));
  expect(taking).toHaveLength(1);
  const who = taking[0]?.Condition?.["ArnLike"]?.["aws:PrincipalArn"] ?? [];
  expect(who).toEqual([
    root,
    ...["administrator", "apply"].map((r) => `arn:aws:iam::${place.account}:role/bootstrap/cap-*-${r}`),
  ]);
});

test("the roles that administer are the ones that bootstrap makes, in whatever account", () => {
  const pattern = names.operatorRoleArn({ ...place, name: "*" }, "apply").replace("*", ".+");
  expect(names.operatorRoleArn({ ...place, name: "production" }, "apply")).toMatch(new RegExp(`^${pattern}$`));
});

test.each(["events", "audit"] as const)(
  "%s: who administers the key cannot read what lies in buckets under it",
  (name) => {
    const [denied] = policy(name).filter((s) => s.Effect === "Deny");
    expect(denied?.Action).toContain("kms:Decrypt");
    expect(JSON.stringify(denied?.Condition?.["ArnLike"])).toMatch(/administrator.*apply/);
    expect(JSON.stringify(denied?.Condition?.["StringNotLike"] ?? "")).not.toContain("s3.");
  },
);

test.each(keyClasses)(
  "%s: no action by wildcard, and every service is held to our account if it says for whom it acts",
  (name) => {
    for (const s of policy(name)) {
      expect(s.Action.filter((a) => a.includes("*"))).toEqual([]);
      const service = typeof s.Principal === "object" && "Service" in s.Principal ? s.Principal.Service : undefined;
      // EventBridge does not.
      if (service === undefined || service === "events.amazonaws.com") continue;
      expect(JSON.stringify(s.Condition ?? {}), service).toContain(place.account);
    }
  },
);

test.each(keyClasses)("%s: the policy stays below what KMS holds, 32 KiB, and its statements have names", (name) => {
  const sids = policy(name).map((s) => s.Sid);
  expect(new Set(sids).size).toBe(sids.length);
  expect(sids.every((sid) => /^[A-Za-z0-9]+$/.test(sid ?? ""))).toBe(true);
  expect(JSON.stringify(policy(name)).length).toBeLessThan(32_768);
});

test("operations: EventBridge may look at the key, or it refuses to encrypt a bus with it", () => {
  const [events] = policy("operations").filter((s) => JSON.stringify(s.Principal).includes("events.amazonaws.com"));
  expect(events?.Action).toContain("kms:DescribeKey");
});
