import type { KeyClass } from "../../contracts/names.ts";

/** Who uses the keys of one class. */
interface KeyUsers {
  /** AWS services that use the key in their own name; everybody else needs a grant on their role. */
  readonly services: readonly `${string}.amazonaws.com`[];
  /** Services by which roles may use it: nobody encrypts or decrypts with a key of ours by himself. */
  readonly through: readonly string[];
  /** Of those, the ones that an administrator needs to make things. */
  readonly madeThrough: readonly string[];
}

/** The users of each class. A part of the platform that uses a key in a new way adds its line here. */
export const keyUsers: Readonly<Record<KeyClass, KeyUsers>> = {
  // Flow logs are delivered into the landing bucket; brokers' disks hold events too.
  events: { services: ["delivery.logs.amazonaws.com"], through: ["s3", "kafka"], madeThrough: ["kafka"] },
  audit: { services: [], through: ["s3"], madeThrough: [] },
  state: { services: [], through: ["dynamodb", "backup"], madeThrough: ["dynamodb", "backup"] },
  operations: {
    // S3 notifies through encrypted queues; alarms, backups, budgets and schedules publish to encrypted topics and dead letters.
    services: [
      "s3.amazonaws.com",
      "cloudwatch.amazonaws.com",
      "events.amazonaws.com",
      "sns.amazonaws.com",
      "backup.amazonaws.com",
      "budgets.amazonaws.com",
    ],
    through: ["ec2", "ecr", "kafka", "lambda", "s3", "scheduler", "secretsmanager", "sns", "sqs", "ssm", "states"],
    madeThrough: ["ec2", "ecr", "kafka", "lambda", "s3", "scheduler", "secretsmanager", "sns", "sqs", "ssm", "states"],
  },
};
