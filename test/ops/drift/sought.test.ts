import { describe, expect, it } from "vitest";
import { keyOf, soughtFor } from "../../../ops/drift/sought.ts";
import { unmanagedOf } from "../../../ops/drift/unmanaged.ts";
import { difference, rule, unmanaged } from "./findings.ts";

const group = "aws_security_group.security_group_brokers";
const tag = difference({ type: "aws_vpc", address: "aws_vpc.vpc", resource: "vpc-1", attribute: "tags.Team" });
const queue = difference();
const closed = difference({ type: "aws_iam_role", address: "aws_iam_role.collect", resource: "collect" });
const open = difference({
  type: "aws_security_group",
  address: group,
  resource: "sg-1",
  attribute: "ingress",
  before: "[]",
  after: JSON.stringify([rule(22, "0.0.0.0/0")]),
});

describe("whose change is asked for", () => {
  it("comes with the worst first: what is open to the world, security, availability, tags", () => {
    const wanted = [open, closed, queue, tag].map(keyOf);
    expect(soughtFor([tag, queue, closed, open], [], []).map((s) => s.key)).toEqual(wanted);
  });

  it("comes with what the baseline records last, however bad", () => {
    const recorded = { owner: "a", reason: "b", expires: "2026-03-31" };
    const kept = [{ ...open, recorded }, { ...closed, recorded }, tag, queue];
    expect(soughtFor(kept, [], []).map((s) => s.key)).toEqual([queue, tag, open, closed].map(keyOf));
  });

  it("is asked of each difference: who renamed a group need not be who opened it", () => {
    const renamed = difference({ ...open, attribute: "tags.Team", before: '"a"', after: '"b"' });
    expect(soughtFor([renamed, closed, open], [], []).map((s) => s.key)).toEqual([open, closed, renamed].map(keyOf));
  });

  it("is told from its neighbours under one name by what its call mentions", () => {
    const rule = { type: "aws_vpc_security_group_ingress_rule", id: "sgr-1", name: "x", ours: "y", under: "sg-1" };
    const admin = "arn:aws:iam::aws:policy/AdministratorAccess";
    const attached = { type: "aws_iam_role_policy_attachment", id: `r/${admin}`, name: "x", ours: "y", under: "r" };
    const queue = { type: "aws_sqs_queue", id: "q", name: "q", ours: "y" };
    const all = [rule, attached, queue];
    const asked = soughtFor(
      all.map((f) => unmanagedOf(f)),
      [],
      all,
    );
    expect(new Map(asked.map((s) => [s.type, s.mentioned]))).toEqual(
      new Map([
        [rule.type, "sgr-1"],
        [attached.type, admin],
        [queue.type, undefined],
      ]),
    );
  });

  it("is nobody's where the code says otherwise", () =>
    expect(soughtFor([difference({ kind: "undeployed" })], [], [])).toEqual([]));

  it("is told by the names that the resource of that state has", () => {
    const values = { arn: "arn:aws:ec2:eu-west-1:1:security-group/sg-1", id: "sg-1" };
    const held = (state: string, more = {}) => ({ state, address: group, type: "aws_security_group", values, ...more });
    const resources = [held("durable", { values: { id: "other" } }), held("runtime")];
    expect(soughtFor([open], resources, [])[0]?.names).toEqual([values.arn, "sg-1"]);
  });

  it("is looked up in the history of the Region where it is", () => {
    const values = { arn: "arn:aws:sns:eu-central-1:1:copies" };
    const copies = { state: "recovery", address: "aws_sns_topic.copies", type: "aws_sns_topic", values };
    const changed = difference({ ...copies, resource: values.arn, attribute: "policy" });
    const far = { type: "aws_sqs_queue", id: "q", name: "q", ours: "y", region: "eu-central-1" };
    const [there, here] = [unmanagedOf(far), unmanaged("aws_sqs_queue", "q")];
    const regions = soughtFor([changed, there, here], [copies], [far]).map((s) => [s.type, s.region]);
    expect(regions).toContainEqual(["aws_sns_topic", "eu-central-1"]);
    expect(regions.filter(([type]) => type === "aws_sqs_queue")).toEqual([
      ["aws_sqs_queue", "eu-central-1"],
      ["aws_sqs_queue", undefined],
    ]);
  });

  it("is told by what it is filed under where no state has it, and by itself where nothing is known", () => {
    const found = { type: "aws_vpc_security_group_ingress_rule", id: "sgr-1", name: "x", ours: "y", under: "sg-1" };
    expect(soughtFor([unmanagedOf(found)], [], [found])[0]?.names).toEqual(["sg-1"]);
    expect(soughtFor([unmanaged("aws_sqs_queue", "q")], [], [])[0]?.names).toEqual([]);
    expect(soughtFor([closed], [], [])[0]?.names).toEqual(["collect"]);
  });
});
