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
