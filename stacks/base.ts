import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { Aspects, LocalBackend, S3Backend, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { names } from "../contracts/names.ts";
import { ComponentTag } from "./component-tag.ts";
import { KeptLogs } from "./kept-logs.ts";
import type { StackOptions, StackOwner } from "./options.ts";
import { awsOf, tagsOf } from "./provider.ts";
import { RoleCeiling } from "./role-ceiling.ts";

/** What every stack has: its state, the provider, tags on everything. */
export class CapStack extends TerraformStack {
  constructor(
    scope: Construct,
    id: string,
    { place, team, safety, ceiling }: StackOwner,
    { statesDir, emulated }: StackOptions,
  ) {
    super(scope, id);
    if (emulated) new LocalBackend(this, { path: `${statesDir}/${id}.tfstate` });
    else this.keepStateInBucket(id, { place });
    new AwsProvider(this, "aws", awsOf(id, { place, team }, { emulated }));
    // Write-only arguments keep secrets out of the state.
    this.addOverride("terraform.required_version", ">= 1.11");
    Aspects.of(this).add(new ComponentTag(tagsOf(id, { place, team })));
    if (safety === "protected") Aspects.of(this).add(new KeptLogs());
    if (ceiling !== undefined) Aspects.of(this).add(new RoleCeiling(ceiling));
  }

  private keepStateInBucket(id: string, { place }: Pick<StackOwner, "place">): void {
    new S3Backend(this, {
      bucket: names.accountBucket(place, "states"),
      key: `${place.name}/${id}.tfstate`,
      // In the Region of what it describes: the loss of another one must not take it.
      region: place.region,
      encrypt: true,
      kmsKeyId: `alias/${names.stateKey}`,
    });
    // S3 itself holds the lock: no table beside it. cdktf 0.21 does not know the argument yet.
    this.addOverride("terraform.backend.s3.use_lockfile", true);
  }
}
