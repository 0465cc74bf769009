import type { CostLine, CostProfile } from "../../contracts/cost.ts";
import { copiedParts } from "./replication.ts";

/** What decides the cost of the lake. */
export interface LakeIntent {
  /** Nightly jobs. */
  readonly jobs: boolean;
  /** Whether requests to landing and bronze are counted. */
  readonly requestMetrics: boolean;
  /** Whether the lake is copied to another Region. */
  readonly copied: boolean;
  /** Management events that a trail of the environment's own delivers, millions a month. @default - it has none. */
  readonly ownTrailMillions?: number;
}

// A month of a small installation: ten million events. An event is 1.3 KB raw and about a tenth of it in Parquet.
const landedGb = 2;
const writtenGb = 2.6;
/** After a year: bronze and silver of twelve months, the last three of them in Standard, and a month of landing. */
const warmGb = landedGb + 3 * writtenGb;
const coolGb = 9 * writtenGb;
/** An object every few minutes of two services, each with its access log. */
const puts = 60_000;
const askedTb = 0.1;
/** Two pairs of Region and account, two statements of some states each, thirty nights. */
const transitions = 2 * 2 * 10 * 30;

const usage = (item: string, price: CostLine["price"], quantity: number): CostLine => ({
  item,
  price,
  quantity,
  basis: "usage",
});
const metrics = (item: string, quantity: number): CostLine => ({
  item,
  price: "customMetric",
  quantity,
  basis: "fixed",
});

/** What the lake costs at ten million events a month, after a year. Glue's catalog and registry are free at this size. */
export const lakeCost = ({ jobs, requestMetrics, copied, ownTrailMillions = 0 }: LakeIntent): CostProfile => [
  usage(`${warmGb.toFixed(1)} GB of the last months`, "s3Standard", warmGb),
  usage(`${coolGb.toFixed(1)} GB that cooled down`, "s3StandardIa", coolGb),
  usage(`${puts} objects written`, "s3Put", puts / 1000),
  usage(`${askedTb} TB read by questions`, "athenaScanned", askedTb),
  ...(jobs
    ? [
        usage("nightly statements: 10 MB each at least", "athenaScanned", 0.01),
        usage(`${transitions} steps of the nightly jobs`, "stateTransitions", transitions / 1000),
      ]
    : []),
  ...(ownTrailMillions === 0
    ? []
    : [
        usage(
          `${ownTrailMillions} million calls from its own trail: a second copy`,
          "trailManagementCopies",
          ownTrailMillions * 10,
        ),
      ]),
  ...(requestMetrics ? [metrics("request metrics of 2 buckets", 2 * 16)] : []),
  ...(copied ? copyCost() : []),
];

function copyCost(): CostLine[] {
  const rules = Object.values(copiedParts);
  const promisedGb = writtenGb / 2;
  return [
    usage(`${writtenGb} GB copied to the other Region`, "interRegionData", writtenGb),
    usage(`${promisedGb} GB of it within 15 minutes`, "s3TimeControl", promisedGb),
    usage(`${(warmGb + coolGb - landedGb).toFixed(1)} GB kept there`, "s3Standard", warmGb + coolGb - landedGb),
    metrics(`replication metrics of ${rules.length} buckets`, rules.length * 4),
  ];
}
