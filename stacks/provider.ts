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

/** The tags that everything in a stack carries. The commit is not among them: it would touch every resource of every release. */
export const tagsOf = (stack: string, { place, team }: Pick<StackOwner, "place" | "team">): Record<string, string> => ({
  Project: "cap",
  Environment: place.name,
  Stack: stack,
  Team: team,
  ManagedBy: "terraform",
});

/** How a stack reaches AWS, and the tags that everything it makes carries. */
export const awsOf = (
  stack: string,
  owner: Pick<StackOwner, "place" | "team">,
  { emulated }: Pick<StackOptions, "emulated">,
): AwsProviderConfig => ({
  region: owner.place.region,
  allowedAccountIds: [owner.place.account],
  defaultTags: [{ tags: tagsOf(stack, owner) }],
  ...(emulated ? emulatedAws : {}),
});
