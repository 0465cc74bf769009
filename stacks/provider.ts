import type { AwsProviderConfig } from "@cdktf/provider-aws/lib/provider/index.js";
import type { StackOptions, StackOwner } from "./options.ts";

// The emulated AWS has no instance metadata and no virtual-hosted buckets; its credentials open nothing. It throttles only
// when it is told to. AWS takes three alarms a second and not more: there the provider's own 25 attempts are needed.
const emulatedAws = {
  maxRetries: 3,
  skipCredentialsValidation: true,
  skipMetadataApiCheck: "true",
  skipRegionValidation: true,
  s3UsePathStyle: true,
};

/** How a stack reaches AWS, and the tags that everything it makes carries. */
export const awsOf = (
  stack: string,
  { place, team }: Pick<StackOwner, "place" | "team">,
  { emulated }: Pick<StackOptions, "emulated">,
): AwsProviderConfig => ({
  region: place.region,
  allowedAccountIds: [place.account],
  // The commit is not among the tags: it would touch every resource of every release.
  defaultTags: [
    { tags: { Project: "cap", Environment: place.name, Stack: stack, Team: team, ManagedBy: "terraform" } },
  ],
  ...(emulated ? emulatedAws : {}),
});
