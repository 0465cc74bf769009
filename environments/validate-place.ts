import type { Fault } from "../contracts/errors.ts";
import { faultsOf } from "./want.ts";

/** What an account and an environment have in common. */
interface Place {
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

/** Faults of what a place is called, and where it lies. */
export const placeFaults = ({ name, account, region }: Place): Fault[] =>
  faultsOf((want) => {
    want(/^[a-z][a-z0-9-]{0,11}$/.test(name), "name", name, "lower-case letters, digits, hyphens; at most 12");
    want(/^\d{12}$/.test(account), "account", account, "12 digits");
    want(/^[a-z]{2}(-[a-z]+)+-\d$/.test(region), "region", region, "an AWS Region");
  });
