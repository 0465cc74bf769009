import { type Property, plant } from "./property.ts";

/** Types whose loss would lose data, or make data unreadable. */
const stateful: readonly string[] = [
  "aws_backup_vault",
  "aws_dynamodb_table",
  "aws_dynamodb_table_replica",
  "aws_ecr_repository",
  "aws_kms_key",
  "aws_kms_replica_key",
  "aws_msk_cluster",
  "aws_msk_serverless_cluster",
  "aws_route53_zone",
  "aws_s3_bucket",
  "aws_secretsmanager_secret",
  "aws_cloudtrail",
];

/** What is not deleted while this is set: AWS refuses to, or the provider leaves it there. */
const guards: Readonly<Record<string, string>> = {
  aws_cloudwatch_log_group: "skip_destroy",
  aws_dynamodb_table: "deletion_protection_enabled",
  aws_lb: "enable_deletion_protection",
};

/** No command of ours may lose what a protected environment holds, and no plan either. */
export const protection: Property = {
  holds: "in a protected environment nothing that holds data can be destroyed by a plan",
  violations({ environment, resources }) {
    if (environment.safety !== "protected") return [];
    return resources.flatMap(({ type, address, has }) => {
      const { prevent_destroy: prevented } = (has["lifecycle"] ?? {}) as { prevent_destroy?: boolean };
      const guard = guards[type];
      return [
        ...(stateful.includes(type) && prevented !== true ? [`${address}: a plan may destroy it`] : []),
        ...(guard !== undefined && has[guard] !== true ? [`${address}: ${guard} is not on`] : []),
        ...(has["force_destroy"] === true ? [`${address}: is emptied when it is destroyed`] : []),
      ];
    });
  },
  planted: [
    plant("aws_s3_bucket", { force_destroy: false }),
    plant("aws_s3_bucket", { lifecycle: { prevent_destroy: true }, force_destroy: true }),
    plant("aws_cloudwatch_log_group", { skip_destroy: false }),
    plant("aws_lb", { enable_deletion_protection: false }),
    plant("aws_dynamodb_table", { lifecycle: { prevent_destroy: true } }),
  ],
};
