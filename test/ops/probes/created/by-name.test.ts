import { describe, expect, it } from "vitest";
import { idByName } from "../../../../ops/probes/created/by-name.ts";

const place = { account: "123456789012", region: "eu-west-1" };

describe("the id of what a name tells apart", () => {
  it.each([
    ["aws_iam_role", { name: "cap-prod-web" }, "cap-prod-web"],
    ["aws_iam_policy", { path: "/cap/", name: "read" }, "arn:aws:iam::123456789012:policy/cap/read"],
    [
      "aws_ecs_service",
      { cluster: "arn:aws:ecs:eu-west-1:123456789012:cluster/cap-prod", name: "web" },
      "cap-prod/web",
    ],
    ["aws_glue_catalog_table", { database_name: "cap_prod", name: "silver" }, "123456789012:cap_prod:silver"],
    ["aws_lambda_permission", { function_name: "cap-prod-x", statement_id: "api" }, "cap-prod-x/api"],
    [
      "aws_lambda_permission",
      { function_name: "cap-prod-x", qualifier: "live", statement_id: "api" },
      "cap-prod-x:live/api",
    ],
    ["aws_cloudtrail", { name: "cap" }, "arn:aws:cloudtrail:eu-west-1:123456789012:trail/cap"],
    ["aws_glue_registry", { registry_name: "cap" }, "arn:aws:glue:eu-west-1:123456789012:registry/cap"],
    [
      "aws_glue_schema",
      { registry_arn: "arn:aws:glue:eu-west-1:123456789012:registry/cap", schema_name: "alerts" },
      "arn:aws:glue:eu-west-1:123456789012:schema/cap/alerts",
    ],
    [
      "aws_iam_openid_connect_provider",
      { url: "https://token.actions.githubusercontent.com" },
      "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
    ],
    ["aws_securityhub_account", {}, "123456789012"],
    ["aws_route", { route_table_id: "rtb-1", destination_cidr_block: "0.0.0.0/0" }, "rtb-1_0.0.0.0/0"],
  ])("%s", (type, values, id) => {
    expect(idByName(type, values, place)).toBe(id);
  });

  it("is not told where a part of it is known only after the apply, and of types that need none", () => {
    expect(idByName("aws_route", { destination_cidr_block: "0.0.0.0/0" }, place)).toBeUndefined();
    expect(idByName("aws_iam_policy", { name: "read" }, place)).toBeUndefined();
    expect(idByName("aws_cloudwatch_metric_alarm", { alarm_name: "x" }, place)).toBeUndefined();
  });
});
