import { type CostProfile, hoursPerMonth } from "../../contracts/cost.ts";

/** What the cost of messaging depends on. */
export interface MessagingCostIntent {
  /** Tasks that wait for messages, day and night. */
  readonly consumers: number;
  readonly messagesPerMonth: number;
}

/** A wait for messages takes 20 s, empty or not. */
const waitsPerMonth = (hoursPerMonth * 3_600) / 20;
/** A message is sent, received and deleted. */
const requestsPerMessage = 3;

/** What queues cost; topics, the event bus and schedules stay below what AWS gives for nothing. */
export function messagingCost({ consumers, messagesPerMonth }: MessagingCostIntent): CostProfile {
  const requests = consumers * waitsPerMonth + messagesPerMonth * requestsPerMessage;
  const item = `${messagesPerMonth} messages and the waits for them`;
  return [{ item, price: "sqsRequests", quantity: requests / 1e6, basis: "usage" }];
}
