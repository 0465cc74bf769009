import type { Environment, Streaming } from "../../../environments/environment.ts";
import { prod as wholeProd } from "../../../environments/prod.ts";
import { staging as wholeStaging } from "../../../environments/staging.ts";
import { type PolicyStatement, type Resource, statementsOf, synthesised } from "../../support/synthesised.ts";

/** The environments without what is nothing to the bus. */
export const prod: Environment = { ...wholeProd, api: { kind: "none" } };
export const staging: Environment = { ...wholeStaging, api: { kind: "none" } };

const nodes = { kind: "kraft-on-fargate", cpu: 512, memoryMib: 2048 } as const;
const withBus = (base: Environment, streaming: Streaming): Environment => ({ ...base, streaming });

/** An environment for each kind of bus, synthesised when it is asked for. */
export const buses = {
  standard: () => synthesised({ environment: prod }),
  express: () =>
    synthesised({
      environment: withBus(prod, {
        kind: "msk-provisioned",
        tier: { kind: "express", instance: "express.m7g.large" },
        brokersPerZone: 1,
        transport: "tls",
      }),
    }),
  serverless: () => synthesised({ environment: withBus(prod, { kind: "msk-serverless" }) }),
  node: () => synthesised({ environment: staging }),
  nodes: () => synthesised({ environment: { ...withBus(staging, { ...nodes, nodes: 3 }), hours: { kind: "always" } } }),
};

/** What a role may do with Kafka. */
export const kafkaStatements = (resources: readonly Resource[], role: string): readonly PolicyStatement[] => {
  const policy = resources.find((r) => r.type === "aws_iam_role_policy" && r.address.includes(role));
  if (policy === undefined) throw new Error(`no policy of ${role}`);
  return statementsOf(policy).filter((s) => s.Action.some((a) => a.startsWith("kafka-cluster:")));
};
