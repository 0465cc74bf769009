import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Secrets } from "../../adapters/secrets/port.ts";

/** A place that keeps secrets, opened for the suite. */
export interface SecretsHarness {
  readonly open: () => Secrets;
  /** Keeps a value under a name, in the place of the one before. */
  readonly keep: (name: string, value: string) => Promise<void>;
}

/** What every place that keeps secrets must do. */
export function secretsContract(name: string, harness: SecretsHarness): void {
  const fresh = () => `cap-secret-${randomUUID()}`;

  test(`${name}: gives back what was kept, byte for byte`, async () => {
    const [secrets, here, value] = [harness.open(), fresh(), `päss "wörd" \\ ${randomUUID()}`];
    await harness.keep(here, value);
    expect(await secrets.read(here)).toBe(value);
    secrets.close();
  });

  test(`${name}: gives the newest value, not the one it gave before`, async () => {
    const [secrets, here] = [harness.open(), fresh()];
    await harness.keep(here, "the old one");
    await secrets.read(here);
    await harness.keep(here, "the new one");
    expect(await secrets.read(here)).toBe("the new one");
    secrets.close();
  });

  test(`${name}: what was never kept cannot be read, and trying again is no use`, async () => {
    const secrets = harness.open();
    await expect(secrets.read(fresh())).rejects.toMatchObject({ name: "SecretsError", retry: "never" });
    secrets.close();
  });
}
