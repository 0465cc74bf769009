import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { Aspects, LocalBackend, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { ComponentTag } from "./component-tag.ts";
import type { PlatformOptions } from "./options.ts";

/** What every stack has: its state, the provider, tags on everything. */
export class CapStack extends TerraformStack {
  constructor(scope: Construct, id: string, { environment, statesDir, emulated }: PlatformOptions) {
    super(scope, id);
    new LocalBackend(this, { path: `${statesDir}/${id}.tfstate` });
    new AwsProvider(this, "aws", {
      region: environment.region,
      allowedAccountIds: [environment.account],
      maxRetries: 3,
      // The commit is not among the tags: it would touch every resource of every release.
      defaultTags: [{ tags: { Project: "cap", Environment: environment.name, Stack: id, ManagedBy: "terraform" } }],
      ...(emulated ? emulatedAws : {}),
    });
    // Write-only arguments keep secrets out of the state.
    this.addOverride("terraform.required_version", ">= 1.11");
    Aspects.of(this).add(new ComponentTag());
  }
}

// The emulated AWS has no instance metadata and no virtual-hosted buckets; its credentials open nothing.
const emulatedAws = {
  skipCredentialsValidation: true,
  skipMetadataApiCheck: "true",
  skipRegionValidation: true,
  s3UsePathStyle: true,
};
