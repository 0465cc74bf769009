import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type PriceName, prices } from "../../contracts/prices.ts";

const costLine = z.object({
  item: z.string(),
  price: z.string().transform((name, context): PriceName => {
    if (name in prices) return name as PriceName;
    context.addIssue(`contracts/prices.ts has no price "${name}"`);
    return z.NEVER;
  }),
  quantity: z.number(),
  basis: z.enum(["fixed", "usage"]),
});
const recoveryLine = z.object({ after: z.string(), rpoMinutes: z.number(), rtoMinutes: z.number(), by: z.string() });

const profiles = z.object({
  cost: z.record(z.string(), z.array(costLine)),
  recovery: z.record(z.string(), z.array(recoveryLine)),
});

/** What the parts of an environment cost and how they come back, as synthesis collected it. */
export type Profiles = z.infer<typeof profiles>;

/** The profiles of the parts, `profiles.json` beside the manifest; undefined where the sources write none. */
export async function readProfiles(outDir: string): Promise<Profiles | undefined> {
  const file = join(outDir, "profiles.json");
  return existsSync(file) ? profiles.parse(JSON.parse(await readFile(file, "utf8"))) : undefined;
}

/** What one part costs, USD. */
export interface PartCost {
  readonly part: string;
  readonly usd: number;
}

/** Parts that are paid once per account, whatever environments it holds. */
export const ofAccount: readonly string[] = ["audit", "bootstrap"];

/** The sum of parts, USD. */
export const sumOf = (costs: readonly PartCost[]): number => costs.reduce((usd, c) => usd + c.usd, 0);

/** What each part costs a month whatever it does, USD, the dearest first; parts that cost nothing are left out. */
export function fixedCosts({ cost }: Profiles): PartCost[] {
  return Object.entries(cost)
    .map(([part, lines]) => ({ part, usd: fixedOf(lines) }))
    .filter(({ usd }) => usd > 0)
    .toSorted((a, b) => b.usd - a.usd || a.part.localeCompare(b.part));
}

/** To a hundredth of a cent: further digits are the machine's and no price's. */
const fixedOf = (lines: z.infer<typeof costLine>[]): number => {
  const usd = lines.filter((l) => l.basis === "fixed").reduce((sum, l) => sum + l.quantity * prices[l.price].usd, 0);
  return Math.round(usd * 10_000) / 10_000;
};
