import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup/index.js";
import type { Construct } from "constructs";
import type { Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import type { BucketOutputs } from "./bucket.ts";

/** Who queries, within which bounds. */
export interface WorkgroupProps {
  readonly place: Place;
  /** Name without the environment's prefix. */
  readonly name: string;
  readonly description: string;
  /** Where results go, below a prefix of the workgroup's own. */
  readonly results: BucketOutputs;
  /** `disposable` deletes the workgroup with its query history. */
  readonly safety: "disposable" | "protected";
  /** A query that would scan more is cancelled, GiB. A mistyped query then costs cents, not hundreds of dollars. */
  readonly scanLimitGib: number;
}

/** Every fault of the props. */
export const validateWorkgroup = ({ scanLimitGib: got }: Pick<WorkgroupProps, "scanLimitGib">): Fault[] =>
  got >= 1 ? [] : [{ field: "scanLimitGib", got, want: "at least 1" }];

/** Name of the workgroup of people and of the control service, without the environment's prefix. */
export const analysts = "analysts";

/** Where a workgroup's results lie in the bucket of results. */
export const resultsPrefix = (workgroup: string): string => `athena/${workgroup}/`;

/** An Athena workgroup whose bounds nobody can lift from a query. */
export function athenaWorkgroup(scope: Construct, id: string, props: WorkgroupProps): { readonly name: string } {
  const { place, name, description, results, safety, scanLimitGib } = props;
  return new AthenaWorkgroup(scope, id, {
    name: names.of(place, name),
    description,
    forceDestroy: safety === "disposable",
    configuration: {
      enforceWorkgroupConfiguration: true,
      publishCloudwatchMetricsEnabled: true,
      bytesScannedCutoffPerQuery: scanLimitGib * 1024 ** 3,
      engineVersion: { selectedEngineVersion: "Athena engine version 3" },
      resultConfiguration: {
        outputLocation: `s3://${results.name}/${resultsPrefix(name)}`,
        encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: results.key.arn },
      },
    },
  });
}
