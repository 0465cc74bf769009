import { type Property, plant } from "./property.ts";

/** A log group without an end is kept, and paid for, for ever. */
export const logRetention: Property = {
  holds: "every log has an end, and is encrypted with a key of ours",
  violations: ({ resources }) =>
    resources
      .filter((r) => r.type === "aws_cloudwatch_log_group")
      .flatMap(({ address, has }) => [
        ...(Number(has["retention_in_days"]) > 0 ? [] : [`${address}: no retention`]),
        ...(has["kms_key_id"] === undefined ? [`${address}: no key`] : []),
      ]),
  planted: [
    plant("aws_cloudwatch_log_group", { kms_key_id: "key" }),
    plant("aws_cloudwatch_log_group", { retention_in_days: 0, kms_key_id: "key" }),
    plant("aws_cloudwatch_log_group", { retention_in_days: 7 }),
  ],
};
