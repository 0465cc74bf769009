/** What a check concluded. Not seeing is not fine: whatever could not be looked at is `unknown`, and `unknown` never passes. */
export type Verdict =
  | { readonly state: "ok"; readonly saw?: string }
  | {
      readonly state: "fail";
      /** What was seen, with units. */
      readonly saw: string;
      /** What would be fine. */
      readonly want: string;
      /** The next command or the runbook, ready to paste. */
      readonly fix: string;
      /** Since when, ISO 8601, where it is known. */
      readonly since?: string;
    }
  | { readonly state: "skip" | "unknown"; readonly because: string };
