import { topics } from "../../contracts/topics.ts";
import type { BrokerTier } from "../../environments/streaming.ts";

/** What the brokers of a cluster run with. */
export interface ConfigurationProps {
  readonly tier: BrokerTier["kind"];
  readonly brokers: number;
  /** Whether some clients prove who they are by SCRAM. */
  readonly scram: boolean;
}

const largestRecordBytes = Math.max(...Object.values(topics).map((topic) => topic.maxRecordBytes));

/**
 * Server properties: a topic is never made by accident, and has as many copies as there are brokers, at most 3. Express
 * keeps three copies by itself and refuses to be told how. Source: MSK developer guide, "Custom Amazon MSK
 * configurations" and "Express brokers: read-write configurations".
 */
export function serverProperties({ tier, brokers, scram }: ConfigurationProps): string {
  const copies = Math.min(3, brokers);
  const properties = {
    "auto.create.topics.enable": false,
    // Key, headers and a batch's own bytes come on top of the largest value.
    "message.max.bytes": largestRecordBytes + 131_072,
    ...(tier === "express" ? {} : durability(copies)),
    // IAM has its own rules; whoever comes with a password may do what an ACL says, and without one nothing.
    ...(scram ? { "allow.everyone.if.no.acl.found": false } : {}),
  };
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}

const durability = (copies: number) => ({
  "default.replication.factor": copies,
  // With two copies an acknowledged record must be able to outlive a restart of one broker without stopping writes.
  "min.insync.replicas": Math.max(1, copies - 1),
  "unclean.leader.election.enable": false,
});
