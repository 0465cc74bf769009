import type { CostProfile } from "../../contracts/cost.ts";

// A release is about 50 MB of archives; weekly, kept for a year.
const releasesGb = 2.6;

/** What releases cost: their storage. CodeDeploy is free for Lambda and ECS. Source: AWS, CodeDeploy pricing. */
export const deliveryCost = (releases: "terraform" | "promoted"): CostProfile =>
  releases === "terraform"
    ? []
    : [{ item: `${releasesGb} GB of releases`, price: "s3Standard", quantity: releasesGb, basis: "usage" }];
