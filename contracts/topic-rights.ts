import { type TopicContract, topics } from "./topics.ts";

/** The user that comes with a password in the place of an IAM role: agents on machines outside of AWS. */
export const agentsUser = "agents";

/**
 * What a user with a password may do with a topic. Services have IAM roles, and their rights stand in their policies; a
 * user without one of these may do nothing (`allow.everyone.if.no.acl.found=false`).
 */
export type TopicRight =
  | { readonly user: string; readonly may: "write"; readonly topic: TopicContract }
  /** As a member of this consumer group. */
  | { readonly user: string; readonly may: "read"; readonly topic: TopicContract; readonly group: string };

/** Every right of a user with a password. */
export const topicRights: readonly TopicRight[] = [
  // Agents hand in events; they read none of anybody's.
  { user: agentsUser, may: "write", topic: topics.securityEvents },
];
