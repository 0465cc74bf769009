import { describe, expect, test } from "vitest";
import { actorOf } from "../../../ops/probes/trail.ts";
import { namesInTrail, namesOfFound } from "../../../ops/probes/trail-names.ts";

const at = new Date("2026-11-26T10:00:00Z");
const rule = { type: "aws_vpc_security_group_ingress_rule", kind: "unmanaged", attribute: "(all)" } as const;
const event = (record: unknown, more = {}) => ({
  EventName: "AuthorizeSecurityGroupIngress",
  EventSource: "ec2.amazonaws.com",
  EventTime: at,
  ReadOnly: "false",
  Username: "jo",
  CloudTrailEvent: typeof record === "string" ? record : JSON.stringify(record),
  ...more,
});
const arn = "arn:aws:sts::345678901234:assumed-role/people/jo";

describe("who made a change", () => {
  test("is told by ARN, with the call and the moment", () => {
    expect(actorOf(event({ userIdentity: { arn } }), rule)).toEqual({
      who: arn,
      at: "2026-11-26T10:00:00.000Z",
      call: "AuthorizeSecurityGroupIngress",
    });
  });

  test("is a service where that acted by itself", () => {
    expect(actorOf(event({ userIdentity: { invokedBy: "autoscaling.amazonaws.com" } }), rule)?.who).toBe(
      "autoscaling.amazonaws.com",
    );
  });

  test.each(["{", "null", "{}"])("is what CloudTrail calls the user where the record is %s", (record) => {
    expect(actorOf(event(record), rule)?.who).toBe("jo");
  });

  test("is nobody for a call that was refused, and for one that only read", () => {
    expect(actorOf(event({ userIdentity: { arn }, errorCode: "UnauthorizedOperation" }), rule)).toBeUndefined();
    expect(actorOf(event({ userIdentity: { arn } }, { ReadOnly: "true" }), rule)).toBeUndefined();
    expect(actorOf({ EventName: "CreateQueue" }, rule)).toBeUndefined();
  });
});

describe("what a call cannot have done", () => {
  test("is told of nobody: a later call that only names the group did not open it", () => {
    const update = event({ userIdentity: { arn } }, { EventName: "UpdateService", EventSource: "ecs.amazonaws.com" });
    expect(actorOf(update, rule)).toBeUndefined();
  });

  test("is what its record says of another rule of the group; a record that does not say may be of this one", () => {
    const made = (id: string) => ({ requestParameters: { groupId: "sg-1" }, responseElements: { items: [{ id }] } });
    const sought = { ...rule, mentioned: "sgr-1" };
    expect(actorOf(event(made("sgr-2")), sought)).toBeUndefined();
    expect(actorOf(event(made("sgr-1")), sought)?.call).toBe("AuthorizeSecurityGroupIngress");
    expect(actorOf(event({}), sought)?.call).toBe("AuthorizeSecurityGroupIngress");
  });
});

describe("what CloudTrail may call a resource", () => {
  test("is what it hangs on, where a change is filed under that", () => {
    expect(namesInTrail({ id: "sgr-1", security_group_id: "sg-1" })).toEqual(["sg-1"]);
    expect(namesInTrail({ id: "b", bucket: "b" })).toEqual(["b"]);
    expect(namesInTrail({ id: "u", queue_url: "https://sqs.eu-west-1.amazonaws.com/1/q" })).toEqual([
      "https://sqs.eu-west-1.amazonaws.com/1/q",
      "q",
    ]);
  });

  test("is its ARN, the end of that, and its id", () => {
    const topic = "arn:aws:sns:eu-west-1:1:cap-prod-alarms";
    expect(namesInTrail({ arn: topic, name: "cap-prod-alarms", id: topic })).toEqual([topic, "cap-prod-alarms"]);
    expect(namesInTrail({ id: "/cap/prod/collect", name: "/cap/prod/collect" })).toEqual(["/cap/prod/collect"]);
  });

  test("of what no state has is its id, unless it says another", () => {
    expect(namesOfFound({ id: "sgr-1", under: "sg-1" })).toEqual(["sg-1"]);
    expect(namesOfFound({ id: "sg-2" })).toEqual(["sg-2"]);
  });

  test("is at most four names, and none where there is no text", () => {
    expect(namesInTrail({ arn: "arn:a:b/c", name: "n", id: "arn:d:e" })).toEqual(["arn:a:b/c", "c", "n", "arn:d:e"]);
    expect(namesInTrail({ arn: null, id: 1 })).toEqual([]);
  });
});
