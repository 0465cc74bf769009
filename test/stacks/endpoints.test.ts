import { expect, test } from "vitest";
import { calledByTasks } from "../../contracts/endpoints.ts";
import { everywhere } from "../support/everywhere.ts";
import { type Synthesised, statementsOf } from "../support/synthesised.ts";

/** AWS services that a task reaches by its gateway endpoints, or by its brokers. */
const otherways = ["s3", "dynamodb", "kafka-cluster"];
/** What services that a task calls ask in its name, from where they are. */
const askedForIt = ["kms", "glue"];
const arnName = (endpoint: string): string => endpoint.split(".")[0] ?? "";

test("what the roles of tasks allow is what their endpoints are checked for", () => {
  const wanted = new Set(everywhere.flatMap(calledIn));
  // The task definition has its log driver and the registry of its image in any case.
  expect([...wanted].toSorted()).toEqual([...new Set(calledByTasks.map(arnName))].toSorted());
});

/** Services that the tasks of an environment call at an interface endpoint, where they have no other way. */
function calledIn({ of }: Synthesised): readonly string[] {
  const ofTasks = of("aws_iam_role")
    .filter((role) => String(role.has["assume_role_policy"]).includes("ecs-tasks.amazonaws.com"))
    .map((role) => `\${${role.address}.name}`);
  const policies = of("aws_iam_role_policy").filter((p) => ofTasks.includes(String(p.has["role"])));
  expect(policies.length).toBeGreaterThan(5);
  const called = policies
    .flatMap((p) => statementsOf(p))
    .flatMap((s) => s.Action)
    .map((action) => action.split(":")[0] ?? "");
  const known = [...otherways, ...askedForIt];
  return called.filter((service) => !known.includes(service));
}
