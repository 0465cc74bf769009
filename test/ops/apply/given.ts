import { dev } from "../../../environments/dev.ts";
import { type BundledState, type BundleSummary, identified } from "../../../ops/apply/bundle.ts";
import type { ApplyRequest } from "../../../ops/apply/request.ts";
import type { Output } from "../../../ops/command.ts";

/** What a bundle says of a planned state; it changes nothing unless a test says so. */
export const plannedState = (
  state: string,
  more: Partial<Extract<BundledState, { kind: "planned" }>> = {},
): BundledState => ({ kind: "planned", state, sha256: "5".repeat(64), changes: [], outputs: [], drifted: 0, ...more });

/** One changed resource, as a bundle tells it. */
export const changed = (
  address: string,
  action = "update",
  attributes: { attribute: string; before: string; after: string }[] = [],
) => ({
  address,
  type: address.split(".")[0] ?? "",
  action,
  attributes,
});

/** A bundle's summary of which a test says what matters to it. */
export const summaryOf = (more: Partial<Omit<BundleSummary, "id">> = {}): BundleSummary =>
  identified({
    environment: "dev",
    profile: "usual",
    site: "primary",
    account: dev.account,
    region: dev.region,
    emulated: true,
    commit: "0123456789ab",
    clean: true,
    config: "c".repeat(64),
    provider: "5.100.0",
    at: "2026-03-01T10:00:00.000Z",
    expires: "2026-03-02T10:00:00.000Z",
    by: "ada@laptop",
    states: [
      plannedState("durable", { lineage: "l", serial: 3 }),
      { kind: "unknown", state: "runtime", until: ["durable"] },
    ],
    ...more,
  });

/** Where a command speaks, and what it said. */
export interface Heard {
  readonly out: Output;
  readonly notes: string[];
}

/** An output without a person at it. */
export function listening(): Heard {
  const notes: string[] = [];
  const silent = { json: false, quiet: true, verbose: false, interactive: false, terminal: false, onScreen: false };
  return { notes, out: { ...silent, result: () => {}, note: (line) => void notes.push(line) } };
}

/** A `cap apply` of dev, where nobody can be asked and nobody has agreed to anything. */
export const requestOf = (more: Partial<ApplyRequest> = {}): ApplyRequest => ({
  env: dev,
  emulated: true,
  allowReplace: [],
  acceptUnknown: false,
  yes: false,
  out: listening().out,
  signal: new AbortController().signal,
  ...more,
});
