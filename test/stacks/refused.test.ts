import { expect, test } from "vitest";
import { production } from "../../environments/accounts.ts";
import { dev } from "../../environments/dev.ts";
import { staging } from "../../environments/staging.ts";
import { synthesisedAnew } from "../support/synthesised.ts";

test("an environment that overlaps another of its account is not synthesised, and every fault is told at once", () => {
  const environment = { ...staging, network: dev.network, logs: { retentionDays: 8 } };
  expect(() => synthesisedAnew({ environment })).toThrow(
    /environment staging is not valid\n {2}logs\.retentionDays: .*\n {2}staging\.network\.cidr: got "10\.48\.0\.0\/16", want a range beside 10\.48\.0\.0\/16 of dev$/,
  );
});

test("what another account has does not count", () => {
  const environment = { ...staging, account: production.account, network: dev.network };
  expect(() => synthesisedAnew({ environment })).not.toThrow();
});

test("an account that nobody lists, whose guards would be missing, is refused", () => {
  const environment = { ...staging, account: "111122223333" };
  expect(() => synthesisedAnew({ environment })).toThrow(
    /\n {2}staging\.account: got "111122223333", want one of environments\/accounts\.ts$/,
  );
});
