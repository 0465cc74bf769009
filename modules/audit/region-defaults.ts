import { EbsEncryptionByDefault } from "@cdktf/provider-aws/lib/ebs-encryption-by-default/index.js";
import { EbsSnapshotBlockPublicAccess } from "@cdktf/provider-aws/lib/ebs-snapshot-block-public-access/index.js";
import { Ec2InstanceMetadataDefaults } from "@cdktf/provider-aws/lib/ec2-instance-metadata-defaults/index.js";
import { Construct } from "constructs";

/**
 * What holds for everything in a Region, whoever makes it: new volumes are encrypted (FSBP EC2.7, CIS 6.0 6.1.1),
 * snapshots are never shared with everybody (EC2.1), and machines ask for a token before they tell their credentials
 * (EC2.8, 6.7).
 */
export class RegionDefaults extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new EbsEncryptionByDefault(this, "volumes", { enabled: true });
    new EbsSnapshotBlockPublicAccess(this, "snapshots", { state: "block-all-sharing" });
    new Ec2InstanceMetadataDefaults(this, "machines", {
      httpEndpoint: "enabled",
      httpTokens: "required",
      // One hop: a container behind the machine's own network cannot ask.
      httpPutResponseHopLimit: 1,
      instanceMetadataTags: "disabled",
    });
  }
}
