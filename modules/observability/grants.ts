import { allow, type Grant } from "../identity/policy.ts";

/** Grants putting metrics of one namespace. CloudWatch cannot narrow this to a resource, only to the namespace. */
export const grantPutMetrics = (namespace: string): Grant => [
  {
    ...allow(["cloudwatch:PutMetricData"], ["*"]),
    Condition: { StringEquals: { "cloudwatch:namespace": namespace } },
  },
];

/** Grants sending traces. X-Ray cannot narrow this to a resource. */
export const grantTrace: Grant = [allow(["xray:PutTraceSegments", "xray:PutTelemetryRecords"], ["*"])];
