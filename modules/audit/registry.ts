import { EcrRegistryScanningConfiguration } from "@cdktf/provider-aws/lib/ecr-registry-scanning-configuration/index.js";
import { EcrReplicationConfiguration } from "@cdktf/provider-aws/lib/ecr-replication-configuration/index.js";
import { Construct } from "constructs";
import type { Place } from "../../contracts/names.ts";

/** Settings of the account's one image registry. */
export interface RegistryProps {
  readonly place: Place;
  /** Where images of environments that recover elsewhere are copied to. */
  readonly recoveryRegion: string;
  /** Prefixes of the repositories that are copied: `cap-prod/`. @default - empty: nothing is. */
  readonly copied?: readonly string[];
}

/**
 * Every image is scanned when it is pushed (FSBP ECR.1), and those of environments with a recovery Region are copied
 * there: the registry has one such list, which two environments would overwrite for each other. Scans are the basic ones,
 * which are free; Inspector's continuous ones would cost 0.09 USD an image. The first image is pushed when `recovery` has
 * made its repositories: ECR would make them itself, without our key and rules, and AWS would then refuse ours.
 */
export class Registry extends Construct {
  constructor(scope: Construct, id: string, { place, recoveryRegion, copied = [] }: RegistryProps) {
    super(scope, id);
    new EcrRegistryScanningConfiguration(this, "scanning", {
      scanType: "BASIC",
      rule: [{ scanFrequency: "SCAN_ON_PUSH", repositoryFilter: [{ filter: "*", filterType: "WILDCARD" }] }],
    });
    if (copied.length === 0) return;
    new EcrReplicationConfiguration(this, "copies", {
      replicationConfiguration: {
        rule: [
          {
            destination: [{ region: recoveryRegion, registryId: place.account }],
            repositoryFilter: copied.map((filter) => ({ filter, filterType: "PREFIX_MATCH" })),
          },
        ],
      },
    });
  }
}
