import { FlowLog } from "@cdktf/provider-aws/lib/flow-log/index.js";
import { Construct } from "constructs";
import { flowLogPrefix } from "../../contracts/lake.ts";
import { names, type Place } from "../../contracts/names.ts";
import type { BucketOutputs } from "../lake/bucket.ts";

/** Who talked to whom in a VPC. */
export interface FlowLogsProps {
  readonly place: Place;
  readonly vpcId: string;
  /** The landing bucket: what CAP watches includes itself. */
  readonly bucket: BucketOutputs;
}

/**
 * Flow logs of all traffic, one-minute windows, as gzipped text. Athena reads them where they land; collect has no decoder
 * for them yet.
 */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, { place, vpcId, bucket }: FlowLogsProps) {
    super(scope, id);
    new FlowLog(this, "log", {
      vpcId,
      trafficType: "ALL",
      logDestinationType: "s3",
      logDestination: `${bucket.arn}/${flowLogPrefix}`,
      maxAggregationInterval: 60,
      tags: { Name: names.prefix(place) },
    });
  }
}
