import { describe, expect, it, test } from "vitest";
import { type Account, accounts, nonprod, production } from "../../environments/accounts.ts";
import { environmentNamed, everyProfile } from "../../environments/index.ts";
import { validateAccounts } from "../../environments/validate-accounts.ts";

const all = Object.values(accounts);
const dev = environmentNamed("dev");
const fieldsOf = (changed: Partial<Account>, environment = dev): string[] => {
  return validateAccounts([{ ...nonprod, ...changed }], [environment]).map((f) => f.field);
};

describe("accounts", () => {
  it("are without fault as they are committed", () => expect(validateAccounts(all, everyProfile)).toEqual([]));

  test.each<[string, Partial<Account>, string[]]>([
    ["a name that no bucket can have", { name: "Non_prod" }, ["Non_prod.name"]],
    ["a number that is none", { account: "2109" }, ["nonprod.account", "dev.account"]],
    ["a Region that is none", { region: "dublin" }, ["nonprod.region"]],
    ["one Region for both", { recoveryRegion: nonprod.region }, ["nonprod.recoveryRegion"]],
    ["records that nothing locks", { auditLockDays: 0 }, ["nonprod.auditLockDays"]],
    ["the name of an environment", { name: "dev" }, ["dev.name"]],
    ["nobody who pays for dev", { teams: ["data"] }, ["dev.cost.team"]],
  ])("%s is told", (_, changed, fields) => expect(fieldsOf(changed)).toEqual(fields));

  test("every fault is told, not only the first", () =>
    expect(fieldsOf({ region: "dublin", auditLockDays: 0, teams: [] })).toEqual([
      "nonprod.region",
      "nonprod.auditLockDays",
      "dev.cost.team",
    ]));

  test("two of one name are told", () => {
    const twice = [nonprod, { ...production, name: "nonprod" }];
    expect(validateAccounts(twice, [dev]).map((f) => f.field)).toEqual(["nonprod.name"]);
  });

  test("an environment in an account that nobody lists is told; local needs none", () => {
    const moved = { ...dev, account: "111122223333" };
    expect(validateAccounts(all, [moved])).toEqual([
      { field: "dev.account", got: "111122223333", want: "one of environments/accounts.ts" },
    ]);
    expect(validateAccounts([], [environmentNamed("local")])).toEqual([]);
  });
});
