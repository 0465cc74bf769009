import { describe, expect, it, test } from "vitest";
import { governedFields, ownersOf } from "../../contracts/governed.ts";

describe("who owns an attribute", () => {
  it.each([
    ["aws_ecs_service", "desired_count", ["autoscaler", "schedule"]],
    ["aws_ecs_service", "task_definition", ["deploy"]],
    ["aws_lb_listener", "default_action[0].forward[0].target_group[1].weight", ["deploy"]],
    ["aws_lb_listener", "default_action", ["deploy"]],
    ["aws_msk_cluster", "broker_node_group_info[0].storage_info[0].ebs_storage_info[0].volume_size", ["autoscaler"]],
    ["aws_dynamodb_table", "replica[0].region_name", ["recovery"]],
  ])("%s.%s", (type, path, owners) => expect(ownersOf(type, path)).toEqual(owners));

  test.each([
    ["another attribute of the type", "aws_ecs_service", "network_configuration[0].assign_public_ip"],
    ["the same attribute of another type", "aws_ecs_task_set", "task_definition"],
    ["an attribute whose name only begins alike", "aws_ecs_service", "desired_count_of_old"],
    ["what stands around a field", "aws_msk_cluster", "broker_node_group_info[0].storage_info"],
    ["what stands beside it", "aws_msk_cluster", "broker_node_group_info[0].instance_type"],
    ["a whole resource", "aws_ecs_service", "(all)"],
  ])("nobody but Terraform owns %s", (_, type, path) => expect(ownersOf(type, path)).toEqual([]));

  test("every governed field is owned by whoever it is governed for", () => {
    for (const owner of ["deploy", "autoscaler", "schedule", "recovery"] as const)
      for (const type of ["aws_ecs_service", "aws_lambda_alias", "aws_dynamodb_table", "aws_appautoscaling_target"])
        for (const field of governedFields(type, [owner])) expect(ownersOf(type, field)).toContain(owner);
  });
});

describe("fields that a stack leaves to others", () => {
  it("are those of the owners that an environment has", () => {
    expect(governedFields("aws_ecs_service", [])).toEqual([]);
    expect(governedFields("aws_ecs_service", ["deploy"])).toEqual(["task_definition"]);
  });

  it("are told once where two own the same", () =>
    expect(governedFields("aws_ecs_service", ["autoscaler", "schedule"])).toEqual(["desired_count"]));
});
