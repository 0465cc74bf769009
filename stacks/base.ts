import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { Aspects, LocalBackend, S3Backend, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { names } from "../contracts/names.ts";
import { ComponentTag } from "./component-tag.ts";
import type { StackOptions, StackOwner } from "./options.ts";

/** What every stack has: its state, the provider, tags on everything. */
export class CapStack extends TerraformStack {
  constructor(scope: Construct, id: string, { place, team }: StackOwner, { statesDir, emulated }: StackOptions) {
    super(scope, id);
    if (emulated) new LocalBackend(this, { path: `${statesDir}/${id}.tfstate` });
    else this.keepStateInBucket(id, { place, team });
    new AwsProvider(this, "aws", {
      region: place.region,
      allowedAccountIds: [place.account],
      maxRetries: 3,
      // The commit is not among the tags: it would touch every resource of every release.
      defaultTags: [
        { tags: { Project: "cap", Environment: place.name, Stack: id, Team: team, ManagedBy: "terraform" } },
      ],
      ...(emulated ? emulatedAws : {}),
    });
    // Write-only arguments keep secrets out of the state.
    this.addOverride("terraform.required_version", ">= 1.11");
    Aspects.of(this).add(new ComponentTag());
  }

  private keepStateInBucket(id: string, { place }: StackOwner): void {
    new S3Backend(this, {
      bucket: names.stateBucket(place),
      key: `${place.name}/${id}.tfstate`,
      region: place.region,
      encrypt: true,
      kmsKeyId: `alias/${names.stateKey}`,
    });
    // S3 itself holds the lock: no table beside it. cdktf 0.21 does not know the argument yet.
    this.addOverride("terraform.backend.s3.use_lockfile", true);
  }
}

// The emulated AWS has no instance metadata and no virtual-hosted buckets; its credentials open nothing.
const emulatedAws = {
  skipCredentialsValidation: true,
  skipMetadataApiCheck: "true",
  skipRegionValidation: true,
  s3UsePathStyle: true,
};
