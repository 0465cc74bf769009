import { type CostLine, type CostProfile, hoursPerMonth } from "../../contracts/cost.ts";
import { leastUnits, type TableContract } from "../../contracts/tables.ts";
import type { Capacity } from "./scaling.ts";

/** What decides the cost of the tables. */
export interface TablesIntent {
  readonly contracts: Readonly<Record<string, TableContract>>;
  readonly capacity: Capacity;
  /** Whether another Region has copies. */
  readonly copied: boolean;
}

// A month of a small installation: a receipt per landed object, some thousand alerts, and people who read them.
const writesM = 0.5;
const readsM = 2;
const storedGb = 1;

const usage = (item: string, price: CostLine["price"], quantity: number): CostLine => ({
  item,
  price,
  quantity,
  basis: "usage",
});

function throughput({ contracts, capacity, copied }: TablesIntent): CostLine[] {
  // A copy pays for every write once more.
  const places = copied ? 2 : 1;
  if (capacity.capacity === "on-demand")
    return [
      usage(`${writesM * places} million writes`, "dynamodbWrites", writesM * places),
      usage(`${readsM} million reads`, "dynamodbReads", readsM),
    ];
  const scaled = Object.values(contracts).reduce((n, t) => n + 1 + Object.keys(t.indexes ?? {}).length, 0);
  const hours = scaled * leastUnits * hoursPerMonth * places;
  const item = `${leastUnits} units of ${scaled} tables and indexes, at least`;
  return [
    { item: `${item}: writes`, price: "dynamodbWriteUnits", quantity: hours, basis: "fixed" },
    { item: `${item}: reads`, price: "dynamodbReadUnits", quantity: hours, basis: "fixed" },
  ];
}

/** What the tables cost. Streams cost nothing until somebody reads them. */
export function tablesCost(intent: TablesIntent): CostProfile {
  const places = intent.copied ? 2 : 1;
  return [
    ...throughput(intent),
    usage(`${storedGb * places} GB`, "dynamodbStorage", storedGb * places),
    usage(`${storedGb * places} GB that can be restored to any second`, "dynamodbPitr", storedGb * places),
  ];
}
