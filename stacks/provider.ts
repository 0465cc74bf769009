import type { AwsProviderConfig } from "@cdktf/provider-aws/lib/provider/index.js";
import type { StackOptions, StackOwner } from "./options.ts";

// The emulated AWS has no instance metadata and no virtual-hosted buckets; its credentials open nothing.
const emulatedAws = {
  skipCredentialsValidation: true,
  skipMetadataApiCheck: "true",
  skipRegionValidation: true,
  s3UsePathStyle: true,
};

/** How a stack reaches AWS, and the tags that everything it makes carries. */
export const awsOf = (
  stack: string,
  { place, team }: StackOwner,
  { emulated }: Pick<StackOptions, "emulated">,
): AwsProviderConfig => ({
  region: place.region,
  allowedAccountIds: [place.account],
  maxRetries: 3,
  // The commit is not among the tags: it would touch every resource of every release.
  defaultTags: [
    { tags: { Project: "cap", Environment: place.name, Stack: stack, Team: team, ManagedBy: "terraform" } },
  ],
  ...(emulated ? emulatedAws : {}),
});
