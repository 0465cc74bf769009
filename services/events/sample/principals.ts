import type { JsonObject } from "../../../contracts/ocsf/json.ts";
import { type Call, calls } from "./calls.ts";

/** Account of the sample; one that AWS keeps for examples. */
export const account = "111122223333";

/** Somebody who calls AWS all day. Addresses are from the ranges kept for documentation (RFC 5737). */
export interface Principal {
  /** How often it calls, relative to the others, at its busiest hour. */
  readonly weight: number;
  /** People keep office hours; machines never sleep. */
  readonly hours: "office" | "always";
  readonly identity: JsonObject;
  /** Address, or the domain name of the AWS service that calls. */
  readonly from: string;
  readonly userAgent: string;
  readonly regions: readonly [string, ...string[]];
  readonly calls: readonly [Call, ...Call[]];
}

const arn = (service: string, resource: string): string => `arn:aws:${service}::${account}:${resource}`;

/** A session of a role. `key` is the part of its ids that tells it from others. */
function session(role: string, name: string, key: string, startedAt: string, mfa = false): JsonObject {
  return {
    type: "AssumedRole",
    principalId: `AROAEXAMPLE${key}:${name}`,
    arn: arn("sts", `assumed-role/${role}/${name}`),
    accountId: account,
    accessKeyId: `ASIAEXAMPLE${key}`,
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        principalId: `AROAEXAMPLE${key}`,
        arn: arn("iam", `role/${role}`),
        accountId: account,
        userName: role,
      },
      attributes: { creationDate: startedAt, mfaAuthenticated: String(mfa) },
    },
  };
}

/** The CI user whose key leaks in the attack story. */
export const ciUser: JsonObject = {
  type: "IAMUser",
  principalId: "AIDAEXAMPLECIDEPLOY01",
  arn: arn("iam", "user/ci-deploy"),
  accountId: account,
  accessKeyId: "AKIAEXAMPLECIDEPLOY1",
  userName: "ci-deploy",
};

const console = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36";
const sdk =
  "aws-sdk-java/2.29.6 md/io#sync md/http#Apache ua/2.1 os/Linux#6.1 lang/java#21.0.5 exec-env/AWS_ECS_FARGATE";
const boto = "Boto3/1.35.76 md/Botocore#1.35.76 ua/2.0 os/linux#6.1 lang/python#3.12.7";
const terraform = "APN/1.0 HashiCorp/1.0 Terraform/1.10.2 terraform-provider-aws/5.100.0";
const home = "eu-west-1";

/** The people and machines of the account, on the day `YYYY-MM-DD`. */
export function principalsOf(day: string): readonly [Principal, ...Principal[]] {
  const person = (name: string, role: string, key: string, from: string, weight: number, does: Principal["calls"]) => ({
    weight,
    hours: "office" as const,
    identity: session(`AWSReservedSSO_${role}`, `${name}@example.com`, key, `${day}T07:5${weight % 10}:12Z`, true),
    from,
    userAgent: console,
    regions: [home, home, home, "eu-central-1"] as const,
    calls: does,
  });
  const machine = (
    role: string,
    name: string,
    key: string,
    from: string,
    weight: number,
    does: Principal["calls"],
  ) => ({
    weight,
    hours: "always" as const,
    identity: session(role, name, key, `${day}T00:00:07Z`),
    from,
    userAgent: from.startsWith("10.") ? sdk : from,
    regions: [home] as const,
    calls: does,
  });
  return [
    person("alice", "PlatformAdmin", "ALICE0001", "203.0.113.21", 6, calls.administration),
    person("bilal", "Developer", "BILAL0002", "203.0.113.22", 9, calls.development),
    person("chen", "Developer", "CHEN00003", "198.51.100.14", 8, calls.development),
    person("dora", "DataAnalyst", "DORA00004", "203.0.113.40", 7, calls.analysis),
    person("emre", "SecurityAudit", "EMRE00005", "203.0.113.41", 4, calls.audit),
    {
      weight: 14,
      hours: "office",
      identity: ciUser,
      from: "192.0.2.10",
      userAgent: terraform,
      regions: [home, home, "eu-central-1", "us-east-1"],
      calls: calls.deployment,
    },
    machine("shop-orders-task", "5f0c1b7d9e", "ORDERS006", "10.20.4.17", 26, calls.application),
    machine("shop-payments-task", "c2a9e8d311", "PAYMENT07", "10.20.5.9", 18, calls.application),
    { ...machine("nightly-export", "export", "EXPORT008", "10.20.6.30", 8, calls.batch), userAgent: boto },
    machine("AWSServiceRoleForAutoScaling", "AutoScaling", "SCALING09", "autoscaling.amazonaws.com", 10, calls.scaling),
    machine("AWSServiceRoleForConfig", "AWSConfig-Describe", "CONFIG010", "config.amazonaws.com", 12, calls.recording),
    {
      weight: 12,
      hours: "always",
      identity: { type: "AWSService", invokedBy: "ecs-tasks.amazonaws.com" },
      from: "ecs-tasks.amazonaws.com",
      userAgent: "ecs-tasks.amazonaws.com",
      regions: [home],
      calls: calls.handingOut,
    },
  ];
}
