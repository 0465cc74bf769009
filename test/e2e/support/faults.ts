import { expect } from "vitest";

/** An emulated AWS, by where it listens. */
interface Where {
  readonly endpoint: string;
}

/** Makes an operation of an emulated AWS fail until {@link mended}. `service`: as requests to it are signed. */
export async function fail(
  { endpoint }: Where,
  service: string,
  operation: string,
  kind: "denied" | "throttled" | "silent",
): Promise<void> {
  const asked = new URLSearchParams({ service, operation, kind });
  const answer = await fetch(`${endpoint}/_cap/faults?${asked}`, { method: "POST" });
  expect(await answer.json()).toMatchObject({ faults: expect.arrayContaining([{ service, operation, kind }]) });
}

/** Ends all faults. */
export async function mended({ endpoint }: Where): Promise<void> {
  await fetch(`${endpoint}/_cap/faults`, { method: "DELETE" });
}
