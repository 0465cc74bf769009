import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { init } from "../../../ops/terraform/init.ts";
import type { StateFolder } from "../../../ops/terraform/terraform.ts";
import { stateOf, terraform } from "../../support/terraform-data.ts";

const types = ["aws_cloudwatch_log_group", "aws_msk_cluster", "aws_s3_bucket", "aws_sqs_queue"];

/** What {@link cutOff} leaves, at serial 3 of lineage `a`. */
const document = {
  ...{ version: 4, terraform_version: "1.11.0", serial: 3, lineage: "a", outputs: {} },
  resources: types.map((type) => ({
    mode: "managed",
    type,
    name: "one",
    provider: 'provider["registry.terraform.io/hashicorp/aws"]',
    instances: [{ status: "tainted", schema_version: 0, attributes: { id: "one", name: "one" } }],
  })),
};

/** A state in which everything is tainted, as an apply leaves it that was cut off while it made these. */
export async function cutOff(state: StateFolder = stateOf({ one: {} })): Promise<StateFolder> {
  await init(terraform(), state);
  // Without a provider Terraform writes none, and would be initialised again, now with the provider of these.
  writeFileSync(join(state.dir, ".terraform.lock.hcl"), "");
  writeFileSync(join(state.dir, "state.tfstate"), JSON.stringify(document));
  return state;
}
