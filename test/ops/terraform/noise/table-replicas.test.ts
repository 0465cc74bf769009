import { describe, expect, it, test } from "vitest";
import { tableReplicas } from "../../../../ops/terraform/noise/table-replicas.ts";
import { heldResource } from "../../../support/plans.ts";
import { unexplainedBy } from "./explained.ts";

const table = "arn:aws:dynamodb:eu-west-1:1:table/t";
const copy = (region: string, of = "t") => `arn:aws:dynamodb:${region}:1:table/${of}`;
const own = (region: string, of = table) =>
  heldResource("aws_dynamodb_table_replica.r", { global_table_arn: of, arn: copy(region) });

const left = (after: unknown[], held: ReturnType<typeof own>[]) =>
  unexplainedBy(tableReplicas, {
    address: "aws_dynamodb_table.t",
    before: { arn: table, replica: [] },
    after: { arn: table, replica: after },
    held,
  });

describe("copies that a table repeats", () => {
  it("explains those of the states", () =>
    expect(left([{ arn: copy("eu-central-1"), region_name: "eu-central-1" }], [own("eu-central-1")])).toEqual([]));

  test.each([
    ["a copy in a Region that nobody knows", [{ arn: copy("eu-central-1") }, { arn: copy("us-east-1") }]],
    ["a copy without a name", [{ region_name: "eu-central-1" }]],
  ])("%s is a change", (_, after) => expect(left(after, [own("eu-central-1")])).toEqual(["replica"]));

  test("another table's copy explains nothing", () =>
    expect(left([{ arn: copy("eu-central-1") }], [own("eu-central-1", "arn:other")])).toEqual(["replica"]));
});
