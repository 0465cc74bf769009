/** What an incident takes away. */
export type Loss =
  /** One task, broker or node. */
  | "node"
  /** One availability zone. */
  | "zone"
  /** Data deleted or overwritten, by mistake or on purpose. */
  | "data"
  /** The whole Region. */
  | "region";

/** How one part of the platform comes back after one kind of loss. */
export interface RecoveryLine {
  readonly after: Loss;
  /** Data of this part that may be lost, minutes; 0: none that was acknowledged. */
  readonly rpoMinutes: number;
  /** Time until the part answers again, minutes, once somebody or something acts. */
  readonly rtoMinutes: number;
  /** By what: `versions`, `point-in-time restore`, `replay from bronze`. */
  readonly by: string;
}

/** How one part comes back; a loss without a line is a loss that the part does not survive. */
export type RecoveryProfile = readonly RecoveryLine[];

/** What is kept for the day on which data or a Region is lost; the kinds of `recovery` in an environment. */
export type RecoveryKind = "none" | "backups" | "pilot-light";

/** How much may be lost, and for how long. */
export interface Objectives {
  /** Data that may be lost, minutes. */
  readonly rpoMinutes: number;
  /** Time until the platform answers again, minutes, once somebody acts. */
  readonly rtoMinutes: number;
}

/** A node or a zone: tasks start again elsewhere, and what was not acknowledged is sent again. */
const withinRegion: Objectives = { rpoMinutes: 0, rtoMinutes: 60 };
/**
 * Data: versions of objects lose nothing; a table is restored to any second but the last five minutes. Source: DynamoDB
 * developer guide, "Point-in-time recovery". A restore takes an hour for small tables, and as long again to find out what
 * to restore to.
 */
const data: Objectives = { rpoMinutes: 5, rtoMinutes: 120 };

/**
 * What each kind of recovery achieves after each loss; a loss that is missing is not survived.
 *
 * The Region of a pilot light: S3 promises its copies within 15 minutes and tables follow within seconds, but a landing
 * object that no service had read is not copied until it is in bronze, and may wait there for 15 minutes itself. Runtime
 * is built anew in an hour, of which MSK takes 20 to 40 minutes; another hour goes by until people have decided.
 */
export const achievable: Readonly<Record<RecoveryKind, Readonly<Partial<Record<Loss, Objectives>>>>> = {
  none: { node: withinRegion, zone: withinRegion },
  backups: { node: withinRegion, zone: withinRegion, data },
  "pilot-light": {
    node: withinRegion,
    zone: withinRegion,
    data,
    region: { rpoMinutes: 30, rtoMinutes: 120 },
  },
};

/** The best objectives that a kind of recovery can be asked for: what it achieves after the worst loss that it survives. */
export function bestObjectives(kind: RecoveryKind): Objectives {
  const all = Object.values(achievable[kind]);
  return {
    rpoMinutes: Math.max(...all.map((o) => o.rpoMinutes)),
    rtoMinutes: Math.max(...all.map((o) => o.rtoMinutes)),
  };
}
