/** What a subnet may reach: the internet, the internet through somebody else, or nothing outside. */
export const tiers = ["public", "isolated", "private"] as const;
/** One of {@link tiers}. */
export type Tier = (typeof tiers)[number];

/** Zones of a Region, as many as the network may span. */
export const zoneLetters = ["a", "b", "c"] as const;

/** Which quarter of the VPC's range a tier takes; the last is spare. Fixed for ever: a subnet cannot change its range. */
export const quarterOf: Readonly<Record<Tier, number>> = { public: 0, isolated: 1, private: 2 };
